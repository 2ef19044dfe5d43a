import { afterEach, expect, it } from "vitest";
import { llm, prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { adoptRow } from "./adoptRow";

const flow = workflow([prompt("a"), llm("b"), llm("c")]);
const grouped = { ...flow, layout: { ...flow.layout, groups: [{ id: "g", nodes: ["b", "c"] }] } };

afterEach(() => workflowStore.setState(workflowStore.getInitialState(), true));

function adoptedFrom(row: string, selected: string[], part = "data-row-button"): string[] {
  document.body.innerHTML = `<article data-outline-row="${row}"><button ${part}></button></article>`;
  workflowStore.getState().load(grouped);
  workflowStore.getState().select({ nodes: selected, edges: [] });
  const button = document.querySelector("button");
  if (button !== null) adoptRow(button);
  return workflowStore.getState().selection.nodes as string[];
}

it("makes the focused line what keys work on, a group with all its nodes", () => {
  expect(adoptedFrom("a", ["b"])).toEqual(["a"]);
  expect(adoptedFrom("a", [])).toEqual(["a"]);
  expect(adoptedFrom("g", ["a"])).toEqual(["b", "c"]);
});

it("leaves a selection that the line is part of, and other buttons of a line", () => {
  expect(adoptedFrom("a", ["a", "b"])).toEqual(["a", "b"]);
  expect(adoptedFrom("a", ["b"], "data-other")).toEqual(["b"]);
});
