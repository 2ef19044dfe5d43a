import { expect, it } from "vitest";
import { couldExceed } from "./spending";
import { llm, prompt } from "./testWorkflow";

it("counts a call for each node that asks a model, and one for each variant of a comparison", () => {
  const variant = { provider: "openai", model: "m" };
  const compare = { id: "c", type: "compare", data: { variants: [variant, variant] } };
  expect(couldExceed([prompt("p"), llm("a"), compare], 3)).toBe(false);
  expect(couldExceed([prompt("p"), llm("a"), compare], 2)).toBe(true);
});

it("cannot tell how many a list will make", () => {
  const list = { id: "l", type: "list", data: { text: "", split: "lines" } };
  expect(couldExceed([list, llm("a")], 100)).toBe(true);
});

it("cannot tell what a node that holds a workflow will make", () => {
  const holder = { id: "h", type: "workflow", data: { workflow: "w" } };
  expect(couldExceed([holder], 100)).toBe(true);
  expect(couldExceed([{ ...holder, off: "muted" }], 100)).toBe(false);
});
