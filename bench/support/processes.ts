import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TICKS_PER_SECOND = 100; // Linux's USER_HZ

export interface BenchProcess {
  child: ChildProcess;
  /** The first match of the pattern in what it printed. */
  found: RegExpExecArray;
  stop(): Promise<void>;
}

/** Starts one of our TypeScript files and waits until it prints what is asked for. */
export function startProcess(file: string, ready: RegExp, env: Record<string, string> = {}): Promise<BenchProcess> {
  return startProgram(["--import", "./bin/register.mjs", file], ready, env);
}

/** The same for any program of Node. */
export async function startProgram(
  args: string[],
  ready: RegExp,
  env: Record<string, string> = {},
): Promise<BenchProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const match = ready.exec(output);
      if (match !== null) resolve(match);
    });
    child.once("exit", (status) => reject(new Error(`${args.at(-1)} ended with status ${status}:\n${output}`)));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGTERM");
    });
  return { child, found, stop };
}

/** The built app on a free port, with data of its own and the given upstream for API keys. */
export async function startBenchApp(upstreamUrl: string): Promise<BenchProcess & { url: string }> {
  const root = mkdtempSync(join(tmpdir(), "patchbay-bench-"));
  const app = await startProcess("bin/start.ts", /ready: (\S+)/, {
    CI: "true",
    PORT: "0",
    PATCHBAY_DATA_DIR: join(root, "data"),
    XDG_CONFIG_HOME: join(root, "config"),
    OPENAI_BASE_URL: `${upstreamUrl}/v1`,
    OPENAI_API_KEY: "sk-bench",
  });
  return {
    ...app,
    url: app.found[1] ?? "",
    stop: async () => {
      await app.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** CPU milliseconds that a process and those that it has started have used so far (Linux only). */
export function cpuMsOf({ pid }: Pick<ChildProcess, "pid">): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return ownCpuMsOf(Number(pid)) + children.reduce((sum, child) => sum + cpuMsOf({ pid: Number(child) }), 0);
}

function ownCpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** Resident memory of a process in megabytes (Linux only). */
export function memoryMbOf({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
