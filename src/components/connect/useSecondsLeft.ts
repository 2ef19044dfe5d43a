import { useEffect, useState } from "react";

/** Whole seconds until a moment (ISO 8601), never below 0; undefined without one. Counts while mounted. */
export function useSecondsLeft(until: string | undefined): number | undefined {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (until === undefined) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1_000));
}

/** `9:41` */
export function minutesText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
