import { describe, expect, it } from "vitest";
import { workflow } from "@/store/testWorkflow";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { type Children, noChildren, toChild } from "./heldChildren";
import { isSingleCall as isSingleCallWith } from "./isSingleCall";

const node = (id: string, type: string, data: Record<string, unknown> = {}, rest: Partial<WorkflowNode> = {}) => ({
  ...{ id, type, data },
  ...rest,
});
const graph = (...nodes: WorkflowNode[]): WorkflowGraph => ({ nodes, edges: [] });
const ask = node("ask", "prompt", { text: "{{question}}" });
const model = node("model", "llmGenerate", { provider: "openai-auth", model: "gpt-5.5" });
const document = workflow([]);
const isSingleCall = (workflow: WorkflowGraph, children: Children = noChildren) => isSingleCallWith(workflow, children);
const show = node("show", "output", { format: "auto" });

describe("a workflow that is nothing but one model call", () => {
  it("is one with its prompt and its output", () => expect(isSingleCall(graph(ask, model, show))).toBe(true));

  it("stays one with notes, files, texts that are joined, and a second call that is muted", () => {
    const file = node("file", "fileInput", { as: "text" });
    const muted = node("second", "llmGenerate", model.data, { off: "muted" });
    const more = [file, node("join", "join", { separator: "" }), node("note", "note", { text: "" }), muted];
    expect(isSingleCall(graph(ask, ...more, model, show))).toBe(true);
  });

  it("stays one where its answer is scored by a rule, or where the call is a judge's", () => {
    const rule = node("rule", "score", { method: "equals", expected: "yes", judges: [model.data] });
    const judge = node("judge", "score", { method: "judge", rubric: "Is it true?", judges: [model.data] });
    expect(isSingleCall(graph(ask, model, rule, show))).toBe(true);
    expect(isSingleCall(graph(ask, judge, show))).toBe(true);
    expect(isSingleCall(graph(ask, model, judge, show))).toBe(false);
    expect(isSingleCall(graph(node("two", "score", { ...judge.data, judges: [model.data, model.data] })))).toBe(false);
  });

  it("stays one where a compare node has one variant", () => {
    expect(isSingleCall(graph(ask, node("c", "compare", { variants: [model.data] })))).toBe(true);
  });
});

it.each<[string, WorkflowNode]>([
  ["a second call", node("second", "llmGenerate", model.data)],
  ["a picture that is made", node("picture", "imageGenerate", { provider: "openai", model: "" })],
  ["a list", node("list", "list", { text: "a\nb", split: "lines" })],
  ["rows of a file", node("rows", "fileInput", { as: "csv" })],
  ["a condition", node("if", "condition", { test: "contains", value: "x" })],
  ["a kind that this version does not know", node("future", "toolServer")],
])("%s makes it a workflow", (_, more) => expect(isSingleCall(graph(ask, model, show, more))).toBe(false));

it("a workflow without a call is none", () => expect(isSingleCall(graph(ask, show))).toBe(false));

it("two variants to compare are two calls", () => {
  expect(isSingleCall(graph(node("c", "compare", { variants: [model.data, model.data] })))).toBe(false);
});

describe("a workflow that holds others", () => {
  const held = (...nodes: WorkflowNode[]): Children =>
    new Map([["child", toChild({ ...document, id: "child", nodes }, noChildren)]]);
  const holder = node("h", "workflow", { workflow: "child" });
  const again = (max: number) =>
    node("h", "repeat", { workflow: "child", until: { output: "show", test: "truthy" }, max });

  it("is one call where what it holds is one", () => {
    expect(isSingleCall(graph(ask, holder, show), held(ask, model, show))).toBe(true);
  });

  it("is none where two of its nodes hold one each, or the held one has more than a call", () => {
    const two = graph(ask, holder, node("i", "workflow", { workflow: "child" }), show);
    expect(isSingleCall(two, held(ask, model, show))).toBe(false);
    const list = node("list", "list", { text: "a", split: "lines" });
    expect(isSingleCall(graph(holder), held(list, model))).toBe(false);
  });

  it("is none where it is repeated, and one where it is repeated once at most", () => {
    expect(isSingleCall(graph(again(3)), held(ask, model, show))).toBe(false);
    expect(isSingleCall(graph(again(1)), held(ask, model, show))).toBe(true);
  });

  it("counts one that is not there as a call, so that nothing is lent by mistake", () => {
    expect(isSingleCall(graph(holder))).toBe(true);
  });
});
