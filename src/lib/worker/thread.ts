import { parentPort } from "node:worker_threads";
import { isAppError } from "@/types/errors";
import type { FromThread, ToThread } from "./messages";
import { type TaskName, tasks } from "./tasks";

/**
 * The side of the thread: one task at a time, a part of its result for each `next`. A part is sent only when it is
 * asked for, so that whoever reads them breathes between two.
 */
let parts: AsyncIterator<unknown> | Iterator<unknown> | undefined;

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

function begin(name: TaskName, input: unknown): AsyncIterator<unknown> | Iterator<unknown> {
  const task = tasks[name] as (input: unknown) => AsyncIterator<unknown> | Iterator<unknown>; // posted by workers.ts
  return task(input);
}

parentPort?.on("message", async (message: ToThread) => {
  try {
    if (message.type === "start") parts = begin(message.task, message.input);
    const { done, value } = (await parts?.next()) ?? { done: true };
    if (done !== true) return tell({ type: "part", value });
    parts = undefined;
    tell({ type: "end" });
  } catch (error) {
    parts = undefined;
    if (isAppError(error)) tell({ type: "refused", code: error.code, message: error.message, facts: error.facts });
    else tell({ type: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
