import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createToolServers, type ToolServers, type ToolServersOptions } from "./toolServers";

/** The official example server, over either transport. */
export const everything = {
  command: process.execPath,
  args: [resolve("node_modules/@modelcontextprotocol/server-everything/dist/index.js"), "stdio"],
};

/** Servers of tools on a fresh directory; closed when the test ends. */
export async function testTools(change: Partial<ToolServersOptions> = {}): Promise<ToolServers> {
  const tools = createToolServers({
    texts: createFileTextStore(await testDirectory()),
    box: createSecretBox({ secret: new Uint8Array(32).fill(1), configDir: "" }),
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    ownHosts: new Set(["localhost:3000"]),
    port: 3000,
    environment: process.env,
    ...change,
  });
  onTestFinished(() => tools.close());
  return tools;
}

/** A program for `node -e`, as a server: what it does with each message stands in `source`, which has `send`. */
export function program(source: string) {
  const whole = `
    const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
    const tools = [{ name: "act", inputSchema: { type: "object" } }];
    const answers = {
      initialize: (params) => ({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "t", version: "1" } }),
      "tools/list": () => ({ tools }),
    };
    let rest = "";
    process.stdin.on("data", (chunk) => {
      const lines = (rest + chunk).split("\\n");
      rest = lines.pop();
      for (const line of lines) {
        const message = JSON.parse(line);
        const answer = answers[message.method];
        if (answer) send({ id: message.id, result: answer(message.params) });
        else take(message);
      }
    });
    ${source}`;
  return { command: process.execPath, args: ["-e", whole] };
}

/** The example server over HTTP on a port; ended, if it is not yet, when the test ends. */
export async function startEverything(port: number): Promise<{ url: string; kill(): Promise<void> }> {
  const child = spawn(everything.command, [everything.args[0] ?? "", "streamableHttp"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  await new Promise<void>((done, fail) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("listening")) done();
    });
    child.once("exit", () => fail(new Error(`The example server has ended: ${said}`)));
  });
  return { url: `http://127.0.0.1:${port}/mcp`, kill };
}
