import { useEffect, useState } from "react";
import { useIsRunning } from "@/store/useRun";

const TICK_MS = 250;

/** The present time in milliseconds while a run is at work; it stands still otherwise. */
export function useRunClock(): number {
  const isRunning = useIsRunning();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return nowMs;
}
