import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Person, Role } from "@/types/people";
import type { RunThrough } from "@/types/run";

/** Who calls, and what they may use. */
export interface McpCaller {
  /** As the person who calls has and may use them. */
  services: Services;
  /** Where people have names. */
  person?: Person;
  /** Of the runs that are started: an access key, or a program that was given the data directory. */
  through: RunThrough;
  /** Milliseconds after which a call about a run that goes on answers all the same: clients give up on slow tools. */
  waitMs: number;
}

/** Clients give up on a tool after 60 seconds where nobody told them otherwise. */
const DEFAULT_WAIT_SECONDS = 50;
export const MAX_WAIT_SECONDS = 3600;

/** `waitMs` from the seconds that `option` was given. @throws AppError `invalid_request` */
export function readWaitMs(given: string | undefined, option: string): number {
  const seconds = Number(given ?? DEFAULT_WAIT_SECONDS);
  if (seconds >= 1 && seconds <= MAX_WAIT_SECONDS) return seconds * 1000;
  throw new AppError("invalid_request", `${option} takes seconds, 1 to ${MAX_WAIT_SECONDS}.`);
}

/** How far a call has come: `progress` only grows, and `total` is told once it is known. */
export interface Progress {
  progress: number;
  total?: number;
  message: string;
}

export interface ToolCall {
  caller: McpCaller;
  /** Whoever called does not want it any more: what was started for it stops. */
  cancelled: AbortSignal;
  /** Nobody reads the answer any more; what was started goes on. */
  gone: AbortSignal;
  tell(progress: Progress): void;
  /** The names of tools, by the ids of the workflows that are offered as them. @throws AppError `storage_failed` */
  toolNames(): Promise<ReadonlyMap<string, string>>;
  /** The workflows that are offered, or what is read of them, have changed. */
  offersChanged(): void;
}

/** One of the tools that are always there. */
export interface McpTool<Schema extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  /** Read by a model: when to use it, and an example. */
  description: string;
  /** Told to clients as its JSON schema. */
  input: Schema;
  /** What arguments are read by, where faults in them are an answer and no refusal. `input` if absent. */
  read?: z.ZodType<z.infer<Schema>>;
  annotations: ToolAnnotations;
  /** Where people have names; `runner` if absent. */
  role?: Role;
  /** @throws AppError */
  call(given: z.infer<Schema>, call: ToolCall): Promise<CallToolResult>;
}

/** A tool among others, whose arguments are checked by its own schema before it gets them. */
export function defineTool<Schema extends z.ZodType>(tool: McpTool<Schema>): McpTool {
  return tool as unknown as McpTool;
}

/** An answer that is a JSON value: as itself, and as text for clients that read nothing else. */
export function jsonResult(value: object, more: Partial<CallToolResult> = {}): CallToolResult {
  const structuredContent = value as CallToolResult["structuredContent"];
  return { content: [{ type: "text", text: JSON.stringify(value, null, 1) }], structuredContent, ...more };
}
