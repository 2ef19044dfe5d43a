import { expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { createRunProgress } from "./runProgress";

const nodes = [
  { id: "a", type: "llmGenerate", title: "Draft", data: {} },
  { id: "b", type: "output", data: {} },
];

function tell(...bodies: RunEventBody[]) {
  const progressOf = createRunProgress({ nodes });
  return bodies.flatMap((body, index) => progressOf({ seq: index + 1, at: "", ...body } as RunEvent) ?? []);
}

const start: RunEventBody = {
  ...{ type: "run-start", workflowId: "w", total: 2, inputs: {} },
  workflow: { asset: "", mime: "", bytes: 0 },
};
const end = (node: string): RunEventBody => ({ type: "node-end", node, output: {}, cached: false, durationMs: 1 });

it("tells what each node does, by its title, with how many are done", () => {
  const told = tell(
    start,
    { type: "node-start", node: "a", attempt: 1 },
    { type: "node-delta", node: "a", text: "x" },
    end("a"),
    end("b"),
  );
  expect(told.map(({ message }) => message)).toEqual([
    "Draft: at work (0 of 2 nodes done)",
    "Draft: writing (0 of 2 nodes done)",
    "Draft: done (1 of 2 nodes done)",
    "b: done (2 of 2 nodes done)",
  ]);
  expect(told.at(-1)).toMatchObject({ progress: 2, total: 2 });
});

it("never goes back, and never beyond what is to be done", () => {
  const deltas = Array.from({ length: 500 }, (): RunEventBody => ({ type: "node-delta", node: "a", text: "x" }));
  const again: RunEventBody[] = [{ type: "node-start", node: "a", attempt: 2 }, ...deltas, end("a"), end("b")];
  const told = tell(start, { type: "node-start", node: "a", attempt: 1 }, ...deltas, ...again).map(
    ({ progress }) => progress,
  );
  for (const [index, progress] of told.entries()) expect(progress).toBeGreaterThan(told[index - 1] ?? -1);
  expect(told.at(-3)).toBeLessThan(1);
});

it("counts the nodes of the document, not those of graphs inside them", () => {
  const path = [{ node: "a" }];
  expect(tell(start, { ...end("x"), path } as RunEventBody, end("a"))).toMatchObject([
    { message: "Draft: done (1 of 2 nodes done)" },
  ]);
});

it("says on the node of the document that something inside of it waits for a person", () => {
  const asked = { type: "node-wait", kind: "review", question: "Good?", value: "x" } as const;
  expect(tell(start, { ...asked, node: "b" }, { ...asked, node: "r", path: [{ node: "a" }] })).toMatchObject([
    { message: "b: waiting for a person (0 of 2 nodes done)" },
    { message: "Draft: waiting for a person (0 of 2 nodes done)" },
  ]);
});
