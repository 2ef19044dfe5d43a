import { type ChildProcess, spawn } from "node:child_process";
import { homedir } from "node:os";
import { deserializeMessage, serializeMessage, type Transport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { pause } from "@/lib/pause";
import { createLines } from "./lines";

/** How long a program may take to end by itself once its input is closed, and once it is asked to, in milliseconds. */
const ENDING_MS = 1000;
/** Of a program that has ended: how long what it has written may take to be read. */
const DRAIN_MS = 500;

export interface ProgramOptions {
  command: string;
  args: readonly string[];
  /** All that the program gets: nothing of ours is added. */
  env: Record<string, string>;
  /** Of one message, in bytes. */
  maxBytes: number;
  onStderr(chunk: Buffer): void;
  /** It sent a larger one, and is ended. */
  onTooLarge(): void;
}

/** Where groups cannot be signalled, the library ends the program itself. */
const hasGroups = process.platform !== "win32";
/** Leaders of the groups that run now, for the moment in which this process ends. */
const running = new Set<number>();

/**
 * Starts a program and speaks to it by lines of its input and output. It has a group of its own, which is ended as a
 * whole: what `npx` or a shell has started would else go on alone. It stands in the home directory, so that it reads
 * no settings of ours by chance.
 */
export function createProgramTransport({
  command,
  args,
  env,
  maxBytes,
  onStderr,
  onTooLarge,
}: ProgramOptions): Transport {
  const place = { cwd: homedir(), env };
  const spawned = { cwd: place.cwd, env: env as NodeJS.ProcessEnv }; // Next's types want a NODE_ENV in it
  if (!hasGroups) {
    const parameters = { command, args: [...args], ...place, maxBufferSize: maxBytes, stderr: "pipe" as const };
    const transport = new StdioClientTransport(parameters);
    transport.stderr?.on("data", onStderr);
    return transport;
  }
  let child: ChildProcess | undefined;
  const lines = createLines(maxBytes);
  const transport: Transport = {
    start: () =>
      new Promise((resolve, reject) => {
        const started = spawn(command, args, { ...spawned, stdio: ["pipe", "pipe", "pipe"], detached: true });
        child = started;
        started.once("spawn", () => {
          watch(started);
          resolve();
        });
        started.once("error", (error) => {
          reject(error);
          transport.onerror?.(error);
        });
        started.stdin.on("error", (error) => transport.onerror?.(error));
        started.stderr.on("data", onStderr);
        started.stdout.on("data", (chunk: Buffer) => take(chunk));
        // One that it has started may hold its pipes open for ever.
        started.once("exit", () => void closed(started));
      }),
    send: (message) =>
      new Promise((resolve, reject) => {
        if (child?.stdin?.writable !== true) return reject(new Error("The program has ended."));
        child.stdin.write(serializeMessage(message), (error) => (error ? reject(error) : resolve()));
      }),
    close: async () => {
      const ending = child;
      child = undefined;
      if (ending !== undefined) await end(ending);
      transport.onclose?.();
    },
  };

  function take(chunk: Buffer): void {
    const whole = lines.add(chunk);
    if (whole === undefined) {
      onTooLarge();
      void transport.close();
      return;
    }
    for (const line of whole) {
      try {
        transport.onmessage?.(deserializeMessage(line));
      } catch (error) {
        // A line that is no message, as programs print it by mistake; the next one may be.
        transport.onerror?.(asError(error));
      }
    }
  }

  async function closed(ended: ChildProcess): Promise<void> {
    await Promise.race([new Promise((resolve) => ended.once("close", resolve)), pause(DRAIN_MS)]);
    if (child !== ended) return;
    child = undefined;
    void end(ended);
    transport.onclose?.();
  }
  return transport;
}

function watch({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (running.size === 0) process.on("exit", endAll);
  running.add(pid);
}

function endAll(): void {
  for (const pid of running) signal(pid, "SIGKILL");
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  child.stdin?.end();
  if (!isOver()) await Promise.race([exited, pause(ENDING_MS)]);
  signalGroup(child, "SIGTERM");
  if (isOver() && isGroupGone(child)) return forget(child);
  await Promise.race([isOver() ? new Promise(() => {}) : exited, pause(ENDING_MS)]);
  signalGroup(child, "SIGKILL");
  if (!isOver()) await Promise.race([exited, pause(ENDING_MS)]);
  forget(child);
}

function forget({ pid, stdout, stderr, stdin }: ChildProcess): void {
  for (const pipe of [stdout, stderr, stdin]) pipe?.destroy();
  if (pid !== undefined) running.delete(pid);
  if (running.size === 0) process.off("exit", endAll);
}

function isGroupGone({ pid }: ChildProcess): boolean {
  return pid === undefined || !signal(pid, 0);
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined && running.has(pid)) signal(pid, name);
}

/** To a whole group; false where nobody of it is left. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
