import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** The environment of a person whose home, and all of their Patchbay, is in this directory. */
export function homeIn(directory: string) {
  return {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: directory,
    XDG_CONFIG_HOME: directory,
    PATCHBAY_DATA_DIR: join(directory, "data"),
  } as const;
}

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Both, as they came. */
  said: string;
}

export interface Sitting {
  /** Sees what standard error said so far, and may type. */
  onSaid?(said: string, type: (line: string) => void): void;
  /** All of standard input. */
  piped?: string;
}

/** Runs the command as a person would. */
export function patchbay(env: NodeJS.ProcessEnv, args: string[], { onSaid, piped }: Sitting = {}): Promise<Ended> {
  const child = spawn(process.execPath, ["bin/patchbay.mjs", ...args], { env });
  if (piped !== undefined) child.stdin.end(piped);
  return untilEnd(child, (said) => onSaid?.(said, (line) => child.stdin.write(`${line}\n`)));
}

/** Resolves when the process is gone, and nobody holds its pipes any more. */
export function untilEnd(child: ChildProcess, onSaid: (said: string) => void = () => {}): Promise<Ended> {
  const ended: Ended = { status: null, stdout: "", stderr: "", said: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      ended[name] += chunk;
      ended.said += chunk;
      if (name === "stderr") onSaid(ended.stderr);
    });
  }
  return new Promise((resolve) => child.on("close", (status) => resolve({ ...ended, status })));
}
