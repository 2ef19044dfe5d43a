import { useCallback, useEffect, useRef, useState } from "react";
import { idleRun, type RunState, reduceRunBatch, settleRun } from "@/store/runReducer";
import { openRunStream, type RunStream } from "@/store/runStream";
import type { RunEndStatus, RunEvent, Value } from "@/types/run";
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

/** How soon it is looked whether a run that waits goes on, in milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** The same where it waits for people, of whom another one may answer. */
const LOOK_FOR_ANSWERS_MS = 5_000;

/** Follows a run of this page from its beginning, live or over; its id stands in the address, so that a reload finds it. */
export function usePageRun(workflow: string, first: string | undefined) {
  const [id, setId] = useState(first);
  const [shown, setShown] = useState<ShownRun>(nothing);
  const again = useRef(() => {});
  useEffect(() => {
    setShown(id === undefined ? nothing : { ...nothing, run: { ...idleRun, id, status: "running" } });
    if (id === undefined) return undefined;
    const following = followPageRun(workflow, id, setShown);
    again.current = following.again;
    return following.end;
  }, [workflow, id]);
  const show = useCallback((next: string) => {
    const address = new URL(window.location.href);
    address.searchParams.set("run", next);
    window.history.replaceState(null, "", address);
    setId(next);
  }, []);
  return { ...shown, id, show, lookAgain: () => again.current() };
}

/** Returns what ends it, and what looks at once whether a run that rests has gone on. */
function followPageRun(workflow: string, id: string, change: (edit: (before: ShownRun) => ShownRun) => void) {
  let stream: RunStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let rests: RunEndStatus | undefined;
  const lookAgain = () => {
    clearTimeout(timer);
    const isWaiting = rests === "waiting";
    if (isWaiting || rests === "parked") timer = setTimeout(follow, isWaiting ? LOOK_FOR_ANSWERS_MS : LOOK_AGAIN_MS);
  };
  const onEvents = (events: RunEvent[]) => {
    last = events.at(-1)?.seq ?? last;
    for (const event of events) {
      if (event.type === "run-end") rests = event.status;
      else if (event.type === "run-resume") rests = undefined;
    }
    change((before) => withEvents(before, events));
  };
  const onLost = () => {
    change(atItsEnd);
    lookAgain();
  };
  function follow(): void {
    stream?.close();
    clearTimeout(timer);
    stream = openRunStream(
      id,
      last,
      { onEvents, onLost, onEnd: lookAgain },
      () => new EventSource(pageEventsPath(workflow, id, last)),
      () => void listPageRuns(workflow).catch(() => undefined), // the page is told if it was for the session
    );
  }
  follow();
  const end = () => {
    clearTimeout(timer);
    stream?.close();
  };
  const again = () => {
    if (rests !== undefined) follow();
  };
  return { end, again };
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
