import { useEffect, useState } from "react";
import type { RunState } from "@/store/runReducer";
import { isActive } from "@/store/runStatus";
import { runStore, useRun } from "@/store/useRun";

const TICK_MS = 250;

interface RunSample {
  run: RunState;
  /** In milliseconds since 1970; it stands still when no run is at work. */
  nowMs: number;
}

const look = (): RunSample => ({ run: runStore.getState().run, nowMs: Date.now() });

/**
 * The shown run and the present time, four times a second while the run is at work: to go through ten thousand items
 * with every word that arrives would cost too much.
 */
export function useRunSample(): RunSample {
  const resting = useRun(({ run }) => (isActive(run.status) ? undefined : run));
  const [sample, setSample] = useState(look);
  const isAtWork = resting === undefined;
  useEffect(() => {
    if (!isAtWork) return;
    setSample(look());
    const timer = setInterval(() => setSample(look()), TICK_MS);
    return () => clearInterval(timer);
  }, [isAtWork]);
  return resting === undefined ? sample : { run: resting, nowMs: sample.nowMs };
}
