import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FromThread, ToThread } from "./messages";

/** What a thread answers, or that it is no more: its memory did not suffice, or somebody ended it. */
export type Said = FromThread | { type: "ended" };

export interface Thread {
  /** One at a time. Keeps the process alive until it is answered. */
  ask(message: ToThread): Promise<Said>;
  /** Without work, a thread holds no process open. */
  rest(): void;
  end(): void;
}

// By its path under the directory in which all our commands run: a bundler would look into the file and change it.
const threadFile = ["bin", "thread.mjs"];

/** Starts a thread that does one task after the other. */
export function openThread(memoryMb: number): Thread {
  const worker = new Worker(join(process.cwd(), ...threadFile), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  let answer = Promise.withResolvers<Said>();
  let last: Said | undefined;
  const stop = (said: Said) => {
    last ??= said;
    answer.resolve(last);
  };
  worker.on("message", (message: FromThread) => answer.resolve(message));
  worker.on("error", (error) => stop(isOutOfMemory(error) ? { type: "ended" } : toFailed(error)));
  worker.on("exit", () => stop({ type: "ended" }));
  return {
    ask: (message) => {
      if (last !== undefined) return Promise.resolve(last);
      answer = Promise.withResolvers();
      worker.ref();
      worker.postMessage(message);
      return answer.promise;
    },
    rest: () => worker.unref(),
    end: () => {
      stop({ type: "ended" });
      void worker.terminate();
    },
  };
}

function isOutOfMemory(error: Error): boolean {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function toFailed(error: Error): Said {
  return { type: "failed", message: error.stack ?? error.message };
}
