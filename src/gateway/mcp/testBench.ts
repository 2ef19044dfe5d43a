import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client, type ClientOptions, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { startTestGateway } from "@/gateway/testGateway";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startChild } from "@/lib/auth/testkit/testChild";
import { parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Simulator } from "@/simulator/simulator";
import type { AccessScope } from "@/types/access";

/** The present revision of the protocol, and the clients of the one before. */
export const eras = ["2026-07-28", "legacy"] as const;
export type Era = (typeof eras)[number];

export interface McpBench {
  env: Record<string, string>;
  /** On the same data directory, as another process has them. */
  services: Services;
  /** Makes an access key. */
  keyFor(scopes?: AccessScope[], accounts?: string[]): Promise<string>;
  signIn(route: "codex" | "siwc"): Promise<void>;
  /** A server process, which ends with the test; gives the address of the door. */
  startServer(): Promise<string>;
  /** Asks the server that was started last to end, and waits for it. */
  endServer(): Promise<void>;
  /** By a server in this process: where it matters only what is answered. */
  openHere(era?: Era): Promise<Client>;
  overHttp: typeof connectOverHttp;
  overStdio(args?: string[], era?: Era, options?: ClientOptions): Promise<{ client: Client; said(): string }>;
}

/** A data directory of its own with keys of simulated providers. */
export async function createMcpBench(simulator: Simulator): Promise<McpBench> {
  const directory = await testDirectory();
  const env = {
    ...simulator.env,
    ...{ NODE_ENV: "production", PATH: process.env.PATH ?? "", HOME: directory, XDG_CONFIG_HOME: directory },
    ...{ OPENAI_API_KEY: "sk-simulated", PATCHBAY_DATA_DIR: join(directory, "data") },
  };
  const services = createServices(parseConfig({ ...env, LOG_LEVEL: "silent" }));
  await services.storage.prepare();
  onTestFinished(() => services.auth.close());
  const keyFor: McpBench["keyFor"] = async (scopes = ["mcp"], accounts) =>
    (await services.accessKeys.create({ name: "Laptop", scopes, accounts })).key;
  let started: ChildProcess | undefined;
  return {
    ...{ env, services },
    keyFor,
    signIn: async (route) => {
      const { url } = await services.auth.start({ route, origin: "http://patchbay.example:3000" });
      await services.auth.exchange({ url: await approve(url, "grace", "approve", { plan_use: "on" }) });
    },
    startServer: async () => {
      const child = startChild(new URL("../server.child.ts", import.meta.url), [], env);
      onTestFinished(() => void child.process.kill("SIGKILL"));
      started = child.process;
      return `http://127.0.0.1:${await child.nextLine()}/mcp`;
    },
    endServer: async () => {
      if (started === undefined) throw new Error("No server was started.");
      const ended = once(started, "exit");
      started.kill("SIGTERM");
      await ended;
    },
    openHere: async (era) => connectOverHttp(`${(await startTestGateway(services)).url}/mcp`, await keyFor(), era),
    overHttp: connectOverHttp,
    overStdio: (args, era, options) => connectOverStdio(env, args, era, options),
  };
}

/** A client, until the test ends; `by` sends its requests. */
export function connectOverHttp(
  url: string,
  key: string,
  era?: Era,
  options?: ClientOptions,
  by?: typeof fetch,
): Promise<Client> {
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit, fetch: by });
  return open(createClient(era, options), transport);
}

/** A client of the program on these settings, until the test ends. */
export async function connectOverStdio(
  env: Record<string, string>,
  args: string[] = [],
  era?: Era,
  options?: ClientOptions,
): Promise<{ client: Client; said(): string }> {
  const command = { command: process.execPath, args: ["bin/patchbay.mjs", "mcp", ...args] };
  const transport = new StdioClientTransport({ ...command, env, stderr: "pipe" });
  let said = "";
  transport.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  return { client: await open(createClient(era, options), transport), said: () => said };
}

async function open(client: Client, transport: Parameters<Client["connect"]>[0]): Promise<Client> {
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

function createClient(era: Era = "2026-07-28", options: ClientOptions = {}): Client {
  const mode = era === "legacy" ? era : { pin: era };
  return new Client({ name: "test", version: "1.0.0" }, { ...options, versionNegotiation: { mode } });
}

const text = z.string().default("");
const answerSchema = z.looseObject({ id: text, run: text });

/** The JSON of an answer, of a workflow or a run. */
export function jsonOf({ structuredContent }: { structuredContent?: unknown }) {
  return answerSchema.parse(structuredContent);
}

/** All text of an answer. */
export function textOf({ content }: { content: { type: string }[] }): string {
  return content.map((block) => ("text" in block ? String(block.text) : "")).join("\n");
}
