import { AppError } from "@/types/errors";
import { openThread, type Said, type Thread } from "./openThread";
import { createPlaces } from "./places";
import type { TaskInput, TaskName, TaskPart } from "./tasks";

export interface WorkLimits {
  /** From when a thread takes the task until its end, the reader's own time between two parts included; in ms. */
  timeoutMs: number;
  /** What the person reads when time or memory do not suffice. */
  tooMuch: string;
  signal?: AbortSignal;
}

/** Work on foreign data whose time nobody can tell: in a thread of its own, which is ended when it takes too long. */
export interface Workers {
  /**
   * The parts of a task's result; between two of them others get their turn.
   * @throws AppError what the task throws; `too_large` in the words of `tooMuch`
   */
  parts<Name extends TaskName>(task: Name, input: TaskInput<Name>, limits: WorkLimits): AsyncGenerator<TaskPart<Name>>;
  /** The one part of a task that gives one. @throws as `parts` */
  one<Name extends TaskName>(task: Name, input: TaskInput<Name>, limits: WorkLimits): Promise<TaskPart<Name>>;
}

export interface WorkersOptions {
  /** Tasks at once; others wait for their turn. */
  threads?: number;
  /** What the values of one task may take, in MB. */
  memoryMb?: number;
  /** A thread without work ends after this long, in ms: an idle server keeps none. */
  idleMs?: number;
}

export function createWorkers({ threads = 2, memoryMb = 512, idleMs = 10_000 }: WorkersOptions = {}): Workers {
  const places = createPlaces(threads);
  const resting = new Map<Thread, NodeJS.Timeout>();

  const takeThread = (): Thread => {
    const [rested] = resting;
    if (rested === undefined) return openThread(memoryMb);
    const [thread, timer] = rested;
    resting.delete(thread);
    clearTimeout(timer);
    return thread;
  };
  const giveBack = (thread: Thread): void => {
    thread.rest();
    const dismiss = () => {
      resting.delete(thread);
      thread.end();
    };
    resting.set(thread, setTimeout(dismiss, idleMs).unref());
  };

  async function* parts<Name extends TaskName>(task: Name, input: TaskInput<Name>, limits: WorkLimits) {
    const { timeoutMs, tooMuch, signal } = limits;
    const leave = await places.take(signal);
    const thread = takeThread();
    const timer = setTimeout(thread.end, timeoutMs);
    signal?.addEventListener("abort", thread.end);
    let isFree = false;
    try {
      signal?.throwIfAborted();
      let said = await thread.ask({ type: "start", task, input });
      while (said.type === "part") {
        yield said.value as TaskPart<Name>; // the thread has the same table of tasks
        await new Promise(setImmediate);
        said = await thread.ask({ type: "next" });
      }
      isFree = said.type === "end" || said.type === "refused";
      signal?.throwIfAborted();
      if (said.type !== "end") throw toError(said, tooMuch);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", thread.end);
      if (isFree) giveBack(thread);
      else thread.end();
      leave();
    }
  }

  return {
    parts,
    one: async (task, input, limits) => {
      const found: TaskPart<typeof task>[] = [];
      for await (const part of parts(task, input, limits)) found.push(part);
      if (found.length !== 1) throw new Error(`The task ${task} gave ${found.length} parts.`);
      return found[0] as TaskPart<typeof task>; // there is one
    },
  };
}

function toError(said: Exclude<Said, { type: "part" | "end" }>, tooMuch: string): Error {
  switch (said.type) {
    case "refused":
      return new AppError(said.code, said.message, said.facts);
    case "failed":
      return new Error(`A worker thread failed: ${said.message}`);
    case "ended":
      return new AppError("too_large", tooMuch);
  }
}
