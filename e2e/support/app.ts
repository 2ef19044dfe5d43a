import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "@/lib/auth/testkit/testPorts";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { SimulatorOptions } from "@/simulator/types";

export interface TestApp {
  url: string;
  dataDir: string;
  /** Holds the key file, as `PATCHBAY_SECRET` is not set. */
  configDir: string;
  /** Where the loopback listener waits for sign-ins. */
  callbackPorts: readonly number[];
  simulator: Simulator;
  /** Everything the server printed. */
  output(): string;
  /** Ends the server and starts it anew on the same data and port. SIGKILL is a crash. */
  restart(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  simulator?: SimulatorOptions;
  env?: Record<string, string>;
}

/** The production build as `npm start` serves it, with the simulator as every upstream and fresh data. */
export async function startApp({ simulator: simulatorOptions = {}, env = {} }: TestAppOptions = {}): Promise<TestApp> {
  const root = await mkdtemp(join(tmpdir(), "patchbay-e2e-"));
  const [port = 0, ...callbackPorts] = await freePorts(3);
  const redirectUris = callbackPorts.map((callbackPort) => `http://localhost:${callbackPort}/auth/callback`);
  const database = process.env.TEST_KEPT_IN === "database" ? await ownDatabase() : undefined;
  const simulator = await startSimulator({
    port: 0,
    latency: { firstTokenMs: 60, tokenMs: 10 },
    ...simulatorOptions,
    redirectUris,
  });
  const environment: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CI: "true",
    PORT: String(port),
    PATCHBAY_DATA_DIR: join(root, "data"),
    XDG_CONFIG_HOME: join(root, "config"),
    OPENAI_OAUTH_CALLBACK_PORTS: callbackPorts.join(","),
    ...simulator.env,
    ...(database === undefined ? {} : { DATABASE_URL: database.url, PATCHBAY_SECRET: "5c".repeat(32) }),
    ...env,
  };
  let server = await startServer(environment);
  const outputs = [server.output];
  return {
    url: `http://localhost:${port}`,
    dataDir: join(root, "data"),
    configDir: join(root, "config", "patchbay"),
    callbackPorts,
    simulator,
    output: () => outputs.map((read) => read()).join(""),
    restart: async (signal = "SIGTERM") => {
      await end(server.child, signal);
      server = await startServer(environment);
      outputs.push(server.output);
    },
    stop: async () => {
      await end(server.child, "SIGTERM");
      await simulator.close();
      await database?.drop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function ownDatabase() {
  // Loaded when it is wanted: only the test runner has it, and benches start apps too.
  const { createOwnDatabase } = await import("@/lib/storage/postgres/testDatabase");
  return createOwnDatabase();
}

interface Server {
  child: ChildProcess;
  output(): string;
}

async function startServer(env: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, ["--import", "./bin/register.mjs", "bin/start.ts"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Patchbay is ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (status) => reject(new Error(`The server ended with status ${status}:\n${output}`)));
  });
  return { child, output: () => output };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
