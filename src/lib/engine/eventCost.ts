import type { Spent } from "@/lib/nodes/spent";
import type { RunEventBody } from "@/types/run";

/** What an event says was spent. A node that ran over items has told it with each of them. */
export function costOf(event: RunEventBody): Spent {
  const isPaid =
    event.type === "node-error" ||
    event.type === "node-round" ||
    (event.type === "node-item" && event.status !== "cached") ||
    (event.type === "node-end" && !event.cached && event.items === undefined);
  return isPaid && event.isTold !== true ? event : {};
}
