import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createMcpBench, type McpBench } from "./testBench";

/** The inspector's command line, as whoever wants to know what a server has uses it. */

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

/** Gives what it prints. @throws Error with what it complains of */
function inspect({ env }: McpBench, args: string[]): Promise<{ result: Record<string, unknown>; complaints: string }> {
  const cli = ["node_modules/.bin/mcp-inspector", "--cli", "--format", "json", ...args];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      cli,
      { env: { ...env, NODE_ENV: "test" }, timeout: 50_000 },
      (error, out, complaints) => {
        if (error) reject(new Error(`${error.message}\n${out}\n${complaints}`));
        else resolve({ result: JSON.parse(out), complaints });
      },
    );
  });
}

const echo = {
  name: "Say it again",
  nodes: [
    { id: "ask", type: "prompt", data: { text: "{{words}}" } },
    { id: "out", type: "output", data: { name: "said" } },
  ],
  edges: [{ source: "ask.text", target: "out.value" }],
  settings: { offer: true },
};

describe.each(["legacy", "modern"])("the inspector (%s)", (era) => {
  it("lists tools over HTTP whose schemas travel, calls one, and reads what it gave", async () => {
    const bench = await createMcpBench(simulator);
    const url = await bench.startServer();
    const header = `Authorization: Bearer ${await bench.keyFor()}`;
    const ask = (...args: string[]) =>
      inspect(bench, ["--server-url", url, "--transport", "http", "--header", header, "--protocol-era", era, ...args]);
    const save = ["--tool-name", "save_workflow", "--tool-args-json", JSON.stringify({ workflow: echo })];
    await ask("--method", "tools/call", ...save);
    const { result, complaints } = await ask("--method", "tools/list", "--strict");
    expect(complaints).toBe("");
    expect(JSON.stringify(result)).toContain('"say_it_again"');
    const called = await ask("--method", "tools/call", "--tool-name", "say_it_again", "--tool-arg", "words=hello");
    expect(JSON.stringify(called.result)).toContain('"said":"hello"');
    const uri = /patchbay:\/\/runs\/[\w-]+/.exec(JSON.stringify(called.result))?.[0] ?? "";
    const read = await ask("--method", "resources/read", "--uri", `${uri}/outputs/said`);
    expect(JSON.stringify(read.result)).toContain('"text":"hello"');
  });

  it("lists tools and templates of the program that it starts", async () => {
    const bench = await createMcpBench(simulator);
    const program = ["--protocol-era", era, process.execPath, "bin/patchbay.mjs", "mcp"];
    const listed = await inspect(bench, [...program, "--method", "tools/list"]);
    expect(JSON.stringify(listed.result)).toContain('"validate_workflow"');
    const templates = await inspect(bench, [...program, "--method", "resources/templates/list"]);
    expect(JSON.stringify(templates.result)).toContain("patchbay://runs/{id}/outputs/{name}");
  });
});
