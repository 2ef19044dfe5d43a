import { useEffect } from "react";
import { readRunSummary } from "@/store/endpoints";
import { runStore, useRun } from "@/store/useRun";

const LOOK_AGAIN_MS = 15_000;

/** A parked run goes on by itself on the server: looks now and then whether it has, and follows it again. */
export function useParkedWatch(): void {
  const parkedId = useRun(({ run, isGhost }) => (run.status === "parked" && !isGhost ? run.id : null));
  useEffect(() => {
    if (parkedId === null) return;
    const look = async () => {
      const summary = await readRunSummary(parkedId).catch(() => undefined);
      const { run, followOn } = runStore.getState();
      const isStillParked = run.id === parkedId && run.status === "parked";
      if (summary !== undefined && summary.status !== "parked" && isStillParked) followOn();
    };
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [parkedId]);
}
