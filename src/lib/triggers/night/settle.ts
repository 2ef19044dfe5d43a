import { isAppError } from "@/types/errors";
import type { UsageWindow } from "@/types/limits";
import type { NightDeed, NightOutcome } from "@/types/nightShift";
import type { RunStatus, RunSummary } from "@/types/run";
import { DAY_MS } from "./hours";
import type { NightPorts } from "./ports";
import { isOpen } from "./situation";
import { knownWindows } from "./windows";

/** After the end of a run its account is asked for so long what it took, in milliseconds. */
const MEASURING_MS = 15 * 60_000;

const outcomeOf: Record<RunStatus, NightOutcome> = {
  queued: "running",
  running: "running",
  // The server takes it up again; what nobody takes up is lost after a day.
  interrupted: "running",
  parked: "parked",
  // It spends nothing until somebody answers.
  waiting: "parked",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled",
};

/** What became of a run that was not at its end. @throws AppError `storage_failed` */
export async function withOutcome(deed: NightDeed, ports: NightPorts): Promise<NightDeed> {
  if (!isOpen(deed)) return deed;
  const summary = await findRun(deed, ports);
  const nowMs = ports.now();
  if (summary === undefined || isForgotten(summary, deed, nowMs)) {
    return { ...deed, outcome: "lost", endedAt: new Date(nowMs).toISOString() };
  }
  const outcome = outcomeOf[summary.status];
  const found = { ...deed, run: summary.id, outcome, tokens: summary.usage.totalTokens };
  return isOpen(found) ? found : { ...found, endedAt: summary.endedAt ?? new Date(nowMs).toISOString() };
}

/** Its run; of one that was killed as it started, the one that its entry began since then. */
async function findRun({ run, entry, workflowId, startedAt }: NightDeed, { runs }: NightPorts) {
  if (run === undefined) {
    const { runs: found } = await runs.list({ workflowId });
    return found.find(({ through, createdAt }) => through?.id === entry && createdAt >= startedAt);
  }
  try {
    return await runs.read(run);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

function isForgotten({ status }: RunSummary, { startedAt }: NightDeed, nowMs: number): boolean {
  return status === "interrupted" && nowMs - Date.parse(startedAt) > DAY_MS;
}

/** Whether it ended a short while ago and nobody has looked yet at what it took. */
export function isToMeasure({ outcome, endedAt, windows }: NightDeed, nowMs: number): boolean {
  if (endedAt === undefined || outcome === "refused" || windows.every(({ after }) => after !== undefined)) return false;
  return nowMs - Date.parse(endedAt) < MEASURING_MS;
}

/** With what its account has used now, if that was told after its end. */
export function measured(deed: NightDeed, windows: readonly UsageWindow[], observedAt: string | undefined): NightDeed {
  if (deed.endedAt === undefined || observedAt === undefined || observedAt < deed.endedAt) return deed;
  return {
    ...deed,
    windows: deed.windows.map((before) => {
      const now = knownWindows(windows).find(({ lengthSeconds }) => lengthSeconds === before.lengthSeconds);
      return now === undefined ? before : { ...before, after: now.usedPercent };
    }),
  };
}
