import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Hundreds of processes start here: they need not compile the same files each time. */
const compileCache = join(tmpdir(), "patchbay-test-compile-cache");
const register = fileURLToPath(new URL("../../../../bin/register.mjs", import.meta.url));

export interface TestChild {
  process: ChildProcess;
  /** The next line it prints. @throws if it ends first, with what it complained about */
  nextLine(): Promise<string>;
  send(line: string): void;
  /** What it has said on its standard error so far, its log among it. */
  complaints(): string;
}

/** A real process that runs a file, given by its URL. */
export function startChild(
  file: URL | string,
  parameters: string[],
  environment: Record<string, string> = {},
): TestChild {
  const path = fileURLToPath(file);
  const child = spawn(process.execPath, ["--import", register, path, ...parameters], {
    env: { NODE_ENV: "test", NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    process: child,
    send: (line) => void child.stdin.write(`${line}\n`),
    complaints: () => complaint,
    async nextLine() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the process ended: ${complaint}`);
      return value;
    },
  };
}
