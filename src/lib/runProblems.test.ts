import { expect, it } from "vitest";
import type { RunEvent } from "@/types/run";
import { createRunProblems } from "./runProblems";

type Told = {
  [Type in RunEvent["type"]]: Partial<Extract<RunEvent, { type: Type }>> & { type: Type };
}[RunEvent["type"]];

const error = { code: "timeout", message: "It took too long." };
const start: Told = { type: "node-start", node: "m", attempt: 1 };
const failed = (item: number): Told => ({ type: "node-item", node: "m", item, status: "failed", error });
const done = (item: number): Told => ({ type: "node-item", node: "m", item, status: "done", output: {} });

function problemsOf(...events: Told[]) {
  const problems = createRunProblems();
  for (const event of events) problems.add(event as RunEvent);
  return problems.told();
}

it("tells failed nodes and items, and no more of those that went well when they were run again", () => {
  const bad: Told = { type: "node-error", node: "n", error };
  expect(problemsOf(start, failed(0), failed(1), bad)).toEqual([
    ...[0, 1].map((item) => ({ node: "m", item, error })),
    { node: "n", error },
  ]);
  const again: Told = { type: "node-start", node: "n", attempt: 2 };
  expect(problemsOf(start, failed(0), failed(1), bad, again, start, done(1))).toEqual([{ node: "m", item: 0, error }]);
});

it("keeps items that a node does not run again when it goes on after a limit", () => {
  const parked: Told = { type: "node-park", node: "m", until: null, account: "a" };
  const events = [start, failed(0), parked, { type: "run-resume" } as const, { ...start, attempt: 2 }, done(1)];
  expect(problemsOf(...events)).toEqual([{ node: "m", item: 0, error }]);
});

it("tells twenty of a long list, and takes back what is mended among them", () => {
  const thousand = Array.from({ length: 1000 }, (_, item) => failed(item));
  expect(problemsOf(start, ...thousand).map(({ item }) => item)).toEqual(Array.from({ length: 20 }, (_, item) => item));
  expect(problemsOf(start, ...thousand, done(0))).toHaveLength(19);
});

it("tells what failed inside of a node once, with the node", () => {
  const path = [{ node: "n" }];
  const bad: Told = { type: "node-error", node: "n", error };
  expect(problemsOf({ ...bad, node: "x", path }, { ...failed(0), path } as Told, bad)).toEqual([{ node: "n", error }]);
});
