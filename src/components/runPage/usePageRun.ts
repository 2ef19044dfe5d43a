import { useCallback, useEffect, useState } from "react";
import { idleRun, type RunState, reduceRunBatch, settleRun } from "@/store/runReducer";
import { openRunStream } from "@/store/runStream";
import type { RunEvent, Value } from "@/types/run";
import { listPageRuns, pageEventsPath } from "./pageApi";

/** The run that a page shows. */
export interface ShownRun {
  run: RunState;
  /** What it was given. */
  inputs: Readonly<Record<string, Value>>;
  /** The server knows no such run, or tells it to somebody else. */
  isLost: boolean;
}

const nothing: ShownRun = { run: idleRun, inputs: {}, isLost: false };

/** Follows a run of this page from its beginning, live or over; its id stands in the address, so that a reload finds it. */
export function usePageRun(workflow: string, first: string | undefined) {
  const [id, setId] = useState(first);
  const [shown, setShown] = useState<ShownRun>(nothing);
  useEffect(() => {
    if (id === undefined) return;
    setShown({ ...nothing, run: { ...idleRun, id, status: "running" } });
    const stream = openRunStream(
      id,
      0,
      {
        onEvents: (events) => setShown((before) => withEvents(before, events)),
        onLost: () => setShown(atItsEnd),
      },
      () => new EventSource(pageEventsPath(workflow, id, 0)),
      () => void listPageRuns(workflow).catch(() => undefined),
    );
    return () => stream.close();
  }, [workflow, id]);
  const show = useCallback((next: string | undefined) => {
    const address = new URL(window.location.href);
    if (next === undefined) address.searchParams.delete("run");
    else address.searchParams.set("run", next);
    window.history.replaceState(null, "", address);
    setId(next);
    if (next === undefined) setShown(nothing);
  }, []);
  return { ...shown, id, show };
}

function withEvents({ run, inputs }: ShownRun, events: readonly RunEvent[]): ShownRun {
  const start = events.find((event) => event.type === "run-start");
  const next = reduceRunBatch(run, events);
  return { run: next, inputs: start?.type === "run-start" ? start.inputs : inputs, isLost: false };
}

/** The server has no more to say: of a run without an end, nobody works on it any more. */
function atItsEnd(shown: ShownRun): ShownRun {
  const { run } = shown;
  if (run.lastSeq === 0) return { ...shown, run: { ...run, status: "idle" }, isLost: true };
  return run.status === "running" ? { ...shown, run: { ...settleRun(run), status: "interrupted" } } : shown;
}
