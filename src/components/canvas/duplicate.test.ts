import { afterEach, expect, it } from "vitest";
import { titleOf } from "@/components/kinds/nodeViews";
import { boundsOf } from "@/store/boxes";
import { emptyWorkflow } from "@/store/documentEdits";
import { workflowStore } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { duplicateBelow, freeBelow } from "./duplicate";
import { boxesOf } from "./nodeBoxes";

const chain: Workflow = {
  ...emptyWorkflow("Copies"),
  nodes: [
    { id: "ask", type: "prompt", data: { text: "Hello" } },
    { id: "answer", type: "llmGenerate", data: { model: "m" } },
  ],
  edges: [{ id: "w", source: { node: "ask", port: "text" }, target: { node: "answer", port: "prompt" } }],
  layout: {
    nodes: {
      ask: { x: 0, y: 0, width: 200, height: 100 },
      answer: { x: 300, y: 0, width: 200, height: 150 },
    },
    groups: [],
  },
};
const document = () => workflowStore.getState().workflow ?? chain;
const incoming = () => document().edges.map(({ source, target }) => `${source.node} > ${target.node}`);

afterEach(() => workflowStore.setState(workflowStore.getInitialState(), true));

it("ten copies stand below one another, on nothing", () => {
  workflowStore.getState().load(chain);
  for (let copy = 0; copy < 9; copy++) duplicateBelow(["answer"]);
  const boxes = boxesOf(document());
  expect(boxes).toHaveLength(11);
  expect(document().nodes.slice(1, 4).map(titleOf)).toEqual(["LLM", "LLM 2", "LLM 3"]);
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1)) {
      const around = boundsOf([a, b]);
      expect((around?.height ?? 0) >= a.height + b.height || (around?.width ?? 0) >= a.width + b.width).toBe(true);
    }
  expect(incoming()).toEqual(["ask > answer"]);
});

it("copies with their inputs have the wires that come in, and one step of undo takes all of it back", () => {
  workflowStore.getState().load(chain);
  duplicateBelow(["answer"], true);
  const [copy = ""] = workflowStore.getState().selection.nodes;
  expect(incoming()).toEqual(["ask > answer", `ask > ${copy}`]);
  duplicateBelow(["ask", "answer"], true);
  const [ask, answer] = workflowStore.getState().selection.nodes;
  expect(incoming().at(-1)).toBe(`${ask} > ${answer}`);
  expect(incoming()).toHaveLength(3);
  workflowStore.getState().undo();
  workflowStore.getState().undo();
  expect(document().nodes).toEqual(chain.nodes);
  expect(document().edges).toEqual(chain.edges);
});

it("goes past what stands below, however it is ordered", () => {
  const box = { x: 0, y: 0, width: 100, height: 100 };
  const under = { x: 50, y: 500, width: 100, height: 100 };
  const below = { x: -50, y: 160, width: 100, height: 300 };
  expect(freeBelow(box, [box, under, below])).toBe(656);
  expect(freeBelow(box, [box, { ...below, x: 100 }])).toBe(156);
});
