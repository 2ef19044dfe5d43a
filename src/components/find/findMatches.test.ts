import { expect, it } from "vitest";
import type { NodeRun } from "@/store/runReducer";
import { llm, prompt } from "@/store/testWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { findMatches, MOST_MATCHES } from "./findMatches";

const ran = (change: Partial<NodeRun>): NodeRun => ({ status: "done", text: "", notices: [], ...change });

function find(query: string, nodes: WorkflowNode[], results: Record<string, NodeRun> = {}) {
  const titleOf = (node: WorkflowNode) => node.title ?? "Prompt";
  return findMatches({ nodes, titleOf, results }, query);
}

const places = (matches: ReturnType<typeof find>) => matches.map(({ node, place }) => `${node} ${place}`);

it("finds words in titles, prompts, instructions, comments and results, whatever their capitals", () => {
  const nodes = [
    { ...prompt("a", "A TEA cup, a teapot"), title: "Tea" },
    { ...llm("b", { system: "You like tea." }), title: "Answer", comment: "More tea?" },
  ];
  const results = { b: ran({ output: { text: "tea!", items: ["no", { kind: "green tea" }] } }) };
  expect(places(find("tea", nodes, results))).toEqual([
    "a title",
    "a text",
    "a text",
    "b text",
    "b comment",
    "b result",
    "b result",
  ]);
});

it("finds in what has come so far of an answer, and counts an answer with two outputs once", () => {
  expect(places(find("now", [llm("b")], { b: ran({ status: "streaming", text: "now and" }) }))).toEqual(["b result"]);
  expect(places(find("now", [llm("b")], { b: ran({ output: { text: "now", raw: "now" } }) }))).toEqual(["b result"]);
});

it("counts a prompt once that came out as it stands", () => {
  const results = { a: ran({ output: { text: "now" } }) };
  expect(places(find("now", [prompt("a", "now")], results))).toEqual(["a text"]);
  expect(places(find("now", [prompt("a", "now {{x}}")], { a: ran({ output: { text: "now 1" } }) }))).toHaveLength(2);
});

it("leaves alone what no person wrote, and an empty question", () => {
  expect(find("gpt-test", [llm("b")])).toEqual([]);
  expect(find("  ", [prompt("a", "a  b")])).toEqual([]);
});

it("shows what stands around the words, on one line", () => {
  const text = `${"x".repeat(60)}\nthe Word\nhere`;
  expect(find("word", [prompt("a", text)])[0]).toEqual({
    ...{ node: "a", place: "text", words: "Word", after: " here" },
    before: `…${"x".repeat(35)} the `,
  });
});

it("stops counting at what nobody goes through", () => {
  expect(find("a", [prompt("a", "a".repeat(5000))])).toHaveLength(MOST_MATCHES);
});

it("finds words behind a capital dotted I at their own place", () => {
  const nodes = [{ id: "a", type: "prompt", data: { text: "İstanbul by night" } }];
  const [match] = findMatches({ nodes, titleOf: () => "", results: {} }, "bul");
  expect(match).toMatchObject({ before: "İstan", words: "bul", after: " by night" });
});
