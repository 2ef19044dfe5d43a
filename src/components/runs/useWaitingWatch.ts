import { useEffect } from "react";
import { readRunSummary } from "@/store/endpoints";
import { questionsOfRun } from "@/store/runQuestions";
import { runStore, useRun } from "@/store/useRun";
import { firstPark } from "./parked";

/** Looks follow each other at this pace at first and then ever more slowly, in milliseconds. */
const FIRST_LOOK_MS = 2_000;
const SLOWEST_MS = 15_000;
const SLOWER = 1.5;

/** A run that waits goes on by itself on the server: looks now and then whether it has, and follows it again. */
export function useWaitingWatch(): void {
  const waiting = useRun(({ run: { id, status }, isGhost }) =>
    !isGhost && (status === "parked" || status === "waiting" || status === "interrupted") ? id : null,
  );
  const until = useRun(({ run }) => firstPark(run)?.until);
  useEffect(() => {
    if (waiting === null) return;
    let paceMs = FIRST_LOOK_MS;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const summary = await readRunSummary(waiting).catch(() => undefined);
      const { run, followOn } = runStore.getState();
      if (run.id !== waiting) return;
      if (summary !== undefined && summary.status !== run.status) followOn();
      else {
        // Somebody has answered a part of what it asks.
        if (summary?.status === "waiting" && summary.waits !== questionsOfRun(run).length) followOn("waiting");
        lookLater();
      }
    };
    const lookLater = () => {
      const leftMs = Date.parse(until ?? "") - Date.now();
      timer = setTimeout(() => void look(), leftMs > 0 ? Math.min(leftMs + FIRST_LOOK_MS, SLOWEST_MS) : paceMs);
      if (!(leftMs > 0)) paceMs = Math.min(SLOWEST_MS, paceMs * SLOWER);
    };
    lookLater();
    return () => clearTimeout(timer);
  }, [waiting, until]);
}
