import { expect, it } from "vitest";
import { prompt } from "@/store/testWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { hasSame, hasSameHead, hasSamePlaces } from "./hasSame";

const before = prompt("p", "Hi {{name}}");
const isAsBefore = (isSame: typeof hasSameHead, after: WorkflowNode) => isSame({ node: before }, { node: after });

it("takes a letter more in a text for nothing new in places, title bar and other fields", () => {
  const typed = prompt("p", "Hi there {{name}}");
  expect([hasSamePlaces, hasSameHead, hasSame("input")].map((each) => isAsBefore(each, typed))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isAsBefore(hasSame("text"), typed)).toBe(false);
});

it("sees other places, their order and their values", () => {
  const changed = [
    prompt("p", "Hi {{names}}"),
    prompt("p", "{{a}} {{name}}"),
    { ...before, data: { ...before.data, values: { name: "Ada" } } },
    { ...before, id: "q" },
  ];
  expect(changed.map((node) => isAsBefore(hasSamePlaces, node))).toEqual(changed.map(() => false));
});

it("sees another title, kind, switch and comment", () => {
  const changes: Partial<WorkflowNode>[] = [{ title: "x" }, { type: "list" }, { off: "muted" }, { comment: "x" }];
  for (const change of changes) expect(isAsBefore(hasSameHead, { ...before, ...change })).toBe(false);
});
