import { whenText } from "@/components/accounts";
import { drawer } from "@/components/messages/drawer";
import type { Tone } from "@/components/ui/Badge";
import type { RunStatus, RunSummary } from "@/types/run";

/** How the state of a run is coloured. */
export const runTones: Record<RunStatus, Tone> = {
  queued: "neutral",
  running: "accent",
  parked: "waiting",
  waiting: "waiting",
  interrupted: "waiting",
  completed: "ok",
  failed: "error",
  cancelled: "neutral",
};

/** The state of a run in words; of one that waits, until when. */
export function stateText({ status, parked }: Pick<RunSummary, "status" | "parked">): string {
  const until = status === "parked" ? parked?.until : undefined;
  const { statuses, parkedUntil } = drawer.history;
  return typeof until === "string" ? parkedUntil(whenText(until)) : statuses[status];
}
