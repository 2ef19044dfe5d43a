import type { Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { PortValues, RunError, RunEvent, RunEventOf } from "@/types/run";
import { type ToolRuns, withTool } from "./runTools";

export type ItemStatus = "streaming" | "done" | "cached" | "failed" | "stopped";

/** What people have done with a kept result; times are ISO 8601. */
export interface KeptMark {
  pinned: boolean;
  editedAt?: string;
  /** Since when a person's words stood, or stand, in the place of the model's. */
  editedSince?: string;
  /** When the model's answer was taken back. */
  restoredAt?: string;
}

/** What is known of one item of a node that runs once per item. */
export interface ItemRun {
  status: ItemStatus;
  attempt: number;
  /** Streamed so far; empty once the output is there. */
  text: string;
  /** What the model has told of its thinking so far; empty once the output is there, which has it too. */
  reasoning?: string;
  /** Calls of tools that its model made. */
  tools?: ToolRuns;
  output?: PortValues;
  error?: RunError;
  usage?: Usage;
  payer?: Payer;
  durationMs?: number;
  /** How much of it was spent waiting for a free place of the payer. */
  waitedMs?: number;
  /** A crash cut its last call short, and that call may be billed. */
  resent?: boolean;
  /** ISO 8601: when its first words came, and when it ended. */
  firstTextAt?: string;
  endedAt?: string;
  /** The name of its entry in the cache. */
  key?: string;
  kept?: KeptMark;
  /** The output as the run gave it, where a person has put another in its place. */
  gave?: PortValues;
}

/** By number; the places of items that have not been heard of are empty. */
export type ItemRuns = readonly (ItemRun | undefined)[];

/** The items after one event of one of them, written into `items`, which the caller has copied. */
export function writeItem(items: (ItemRun | undefined)[], event: RunEvent): void {
  if ((event.type === "node-delta" || event.type === "node-reasoning") && event.item !== undefined) {
    items[event.item] = withDelta(items[event.item], event);
  } else if (event.type === "node-tool" && event.item !== undefined) {
    const old = items[event.item];
    const begun: ItemRun = old?.status === "streaming" ? old : withNoWords(old);
    items[event.item] = { ...begun, tools: withTool(old?.tools, event) };
  } else if (event.type === "node-item") {
    const { status, attempt, output, error, usage, payer, durationMs, waitedMs, key } = event;
    const { text = "", reasoning, firstTextAt, resent, tools } = items[event.item] ?? {};
    const kept = status === "failed" ? { text, reasoning } : { text: "" };
    items[event.item] = {
      status,
      attempt,
      ...kept,
      output,
      error,
      usage,
      payer,
      durationMs,
      waitedMs,
      resent,
      firstTextAt,
      endedAt: event.at,
      key,
      ...(tools && { tools }),
    };
  }
}

/** One item after more of its text, or of what its model thinks. */
function withDelta(old: ItemRun | undefined, event: RunEventOf<"node-delta" | "node-reasoning">): ItemRun {
  const goingOn = old?.status === "streaming" ? old : undefined;
  const { text = "", reasoning, firstTextAt, attempt = (old?.attempt ?? 0) + 1 } = goingOn ?? {};
  const said =
    event.type === "node-delta"
      ? { text: text + event.text, reasoning, firstTextAt: firstTextAt ?? event.at }
      : { text, reasoning: (reasoning ?? "") + event.text, firstTextAt };
  return { status: "streaming", attempt, ...said, resent: old?.resent, ...(old?.tools && { tools: old.tools }) };
}

/** An item that has begun and has said nothing yet. */
function withNoWords(old: ItemRun | undefined): ItemRun {
  return { status: "streaming", attempt: (old?.attempt ?? 0) + 1, text: "", resent: old?.resent };
}

/** Items that were under way when their node stopped. */
export function stopItems(items: ItemRuns): ItemRuns {
  if (!items.some((item) => item?.status === "streaming")) return items;
  return Array.from(items, (item) => (item?.status === "streaming" ? { ...item, status: "stopped" as const } : item));
}

/** Items whose node begins once more: a call that was under way, when the page last heard of it, is made anew. */
export function takeUpItems(items: ItemRuns, isResent: boolean): ItemRuns {
  return Array.from(items, (item) =>
    item?.status === "streaming" || item?.status === "stopped"
      ? {
          status: "stopped",
          attempt: item.attempt,
          text: "",
          resent: isResent,
          ...(item.tools && { tools: item.tools }),
        }
      : item,
  );
}

export type ItemCounts = Record<ItemStatus, number> & { ended: number };

export function countItems(items: ItemRuns): ItemCounts {
  const counts: ItemCounts = { streaming: 0, done: 0, cached: 0, failed: 0, stopped: 0, ended: 0 };
  for (const item of items) if (item !== undefined) counts[item.status]++;
  counts.ended = counts.done + counts.cached + counts.failed;
  return counts;
}
