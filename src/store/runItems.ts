import type { Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { PortValues, RunError, RunEvent } from "@/types/run";

export type ItemStatus = "streaming" | "done" | "cached" | "failed" | "stopped";

/** What is known of one item of a node that runs once per item. */
export interface ItemRun {
  status: ItemStatus;
  attempt: number;
  /** Streamed so far; empty once the output is there. */
  text: string;
  output?: PortValues;
  error?: RunError;
  usage?: Usage;
  payer?: Payer;
  durationMs?: number;
  /** ISO 8601: when its first words came, and when it ended. */
  firstTextAt?: string;
  endedAt?: string;
  /** The name of its entry in the cache. */
  key?: string;
}

/** By number; the places of items that have not been heard of are empty. */
export type ItemRuns = readonly (ItemRun | undefined)[];

/** The items after one event of one of them, written into `items`, which the caller has copied. */
export function writeItem(items: (ItemRun | undefined)[], event: RunEvent): void {
  if (event.type === "node-delta" && event.item !== undefined) {
    const old = items[event.item];
    const isGoingOn = old?.status === "streaming";
    items[event.item] = {
      status: "streaming",
      attempt: isGoingOn ? old.attempt : (old?.attempt ?? 0) + 1,
      text: (isGoingOn ? old.text : "") + event.text,
      firstTextAt: isGoingOn ? old.firstTextAt : event.at,
    };
  } else if (event.type === "node-item") {
    const { status, attempt, output, error, usage, payer, durationMs, key } = event;
    const { text = "", firstTextAt } = items[event.item] ?? {};
    const kept = status === "failed" ? text : "";
    items[event.item] = {
      status,
      attempt,
      text: kept,
      output,
      error,
      usage,
      payer,
      durationMs,
      firstTextAt,
      endedAt: event.at,
      key,
    };
  }
}

/** Items that were under way when their node stopped. */
export function stopItems(items: ItemRuns): ItemRuns {
  if (!items.some((item) => item?.status === "streaming")) return items;
  return Array.from(items, (item) => (item?.status === "streaming" ? { ...item, status: "stopped" as const } : item));
}

export type ItemCounts = Record<ItemStatus, number> & { ended: number };

export function countItems(items: ItemRuns): ItemCounts {
  const counts: ItemCounts = { streaming: 0, done: 0, cached: 0, failed: 0, stopped: 0, ended: 0 };
  for (const item of items) if (item !== undefined) counts[item.status]++;
  counts.ended = counts.done + counts.cached + counts.failed;
  return counts;
}
