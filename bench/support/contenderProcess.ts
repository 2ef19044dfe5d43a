import { type ChildProcess, fork } from "node:child_process";
import type { ContenderName, Measured, Task } from "./contender";

const TIME_LIMIT_MS = 120_000;

export interface ContenderProcess {
  name: ContenderName;
  /** What it is called in the table. */
  label: string;
  measure(task: Task): Promise<Measured>;
  stop(): void;
}

/** Measures a contender in a process of its own, which is started anew after one that has died. */
export function createContenderProcess(name: ContenderName, label: string, modulePath = ""): ContenderProcess {
  let child: ChildProcess | undefined;

  const start = async (): Promise<ChildProcess> => {
    const started = fork("bench/support/contender.child.ts", [name, modulePath], {
      execArgv: ["--import", "./bin/register.mjs"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    await nextMessage(started);
    return started;
  };

  return {
    name,
    label,
    measure: async (task) => {
      try {
        child ??= await start();
        child.send(task);
        return (await nextMessage(child)) as Measured; // contender.child.ts answers each task with one
      } catch (error) {
        child?.kill("SIGKILL");
        child = undefined;
        return { failure: error instanceof Error ? error.message : String(error) };
      }
    },
    stop: () => void child?.kill("SIGKILL"),
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = () => finish(() => reject(new Error("ends the process")));
    const onMessage = (message: unknown) => finish(() => resolve(message));
    const onTimeout = () => finish(() => reject(new Error(`takes over ${TIME_LIMIT_MS / 1000} s`)));
    const timer = setTimeout(onTimeout, TIME_LIMIT_MS);
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off("exit", onExit).off("message", onMessage);
      settle();
    };
    child.once("exit", onExit).once("message", onMessage);
  });
}
