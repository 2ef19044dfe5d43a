import type { ErrorCode, ErrorFacts } from "@/types/errors";
import type { TaskName } from "./tasks";

export type ToThread = { type: "start"; task: TaskName; input: unknown } | { type: "next" };

export type FromThread =
  | { type: "part"; value: unknown }
  | { type: "end" }
  /** An `AppError`, in parts that a message carries. */
  | { type: "refused"; code: ErrorCode; message: string; facts: ErrorFacts }
  | { type: "failed"; message: string };
