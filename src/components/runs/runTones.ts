import type { Tone } from "@/components/ui/Badge";
import type { RunStatus } from "@/types/run";

/** How the state of a run is coloured. */
export const runTones: Record<RunStatus, Tone> = {
  queued: "neutral",
  running: "accent",
  parked: "waiting",
  interrupted: "waiting",
  completed: "ok",
  failed: "error",
  cancelled: "neutral",
};
