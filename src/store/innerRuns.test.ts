import { expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { eventsWithin, innerProgress, innerRunsOf } from "./innerRuns";
import { idleRun, reduceRunBatch } from "./runReducer";

const asEvents = (...bodies: RunEventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({ ...body, seq: index + 1, at: `2026-11-30T00:00:0${index % 10}Z` }));
const start = (node: string, path?: { node: string; item?: number; round?: number }[]): RunEventBody => ({
  ...{ type: "node-start", node, attempt: 1 },
  ...(path && { path }),
});
const end = (node: string, text: string, path?: { node: string; item?: number; round?: number }[]): RunEventBody => ({
  ...{ type: "node-end", node, output: { text }, cached: false, durationMs: 1 },
  ...(path && { path }),
});

const first = [{ node: "h", item: 0, round: 1 }];
const second = [{ node: "h", item: 0, round: 2 }];
const other = [{ node: "h", item: 1, round: 1 }];
const deep = [...first, { node: "k" }];

const events = asEvents(
  start("h"),
  start("m", first),
  end("m", "one", first),
  start("m", deep),
  start("m", other),
  end("m", "other", other),
  start("m", second),
  start("n", second),
);
const run = reduceRunBatch({ ...idleRun, id: "r" }, events);

it("nodes inside of nodes are not those of the document that are called alike", () => {
  expect(Object.keys(run.nodes)).toEqual(["h"]);
  expect(innerRunsOf(run, "h").map(({ step, nodes }) => [step.item, step.round, nodes.m?.status])).toEqual([
    [0, 1, "done"],
    [0, 2, "running"],
    [1, 1, "done"],
  ]);
  expect(innerRunsOf(run, "k")).toEqual([]);
});

it("progress is that of the newest round of each item", () => {
  expect(innerProgress(run, "h")).toEqual({ ended: 1, total: 3, round: 2 });
  expect(innerProgress(run, "h", 7)).toEqual({ ended: 1, total: 14, round: 2 });
  expect(innerProgress(run, "m")).toEqual({ ended: 0, total: 0 });
});

it("the events of a graph inside are told as its own, without what happens elsewhere", () => {
  const inside = reduceRunBatch(idleRun, eventsWithin(events, first));
  expect(inside.nodes).toMatchObject({ m: { status: "done", text: "one" } });
  expect(innerRunsOf(inside, "k")).toMatchObject([{ nodes: { m: { status: "running" } } }]);
  const start: RunEvent = {
    ...{ seq: 1, at: "", type: "run-start", workflowId: "w", total: 3, inputs: {}, selected: ["h"] },
    workflow: { asset: "a", mime: "application/json", bytes: 1 },
  };
  expect(eventsWithin([start], first)).toEqual([{ ...start, selected: undefined }]);
});

it("what was at work inside has stopped when the run has ended", () => {
  const stopped = reduceRunBatch(run, [
    { seq: 9, at: "2026-11-30T00:00:09Z", type: "run-end", status: "cancelled", outputs: {} },
  ]);
  expect(innerRunsOf(stopped, "h").map(({ nodes }) => nodes.m?.status)).toEqual(["done", "stopped", "done"]);
});

it("a state that was told of them stays as it was when more is told", () => {
  const before = structuredClone(run.inner);
  const later = asEvents(...events, end("n", "late", second), end("m", "two", second)).slice(events.length);
  expect(innerProgress(reduceRunBatch(run, later), "h")).toMatchObject({ ended: 3 });
  expect(run.inner).toEqual(before);
});
