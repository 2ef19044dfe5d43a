import { expect, it } from "vitest";
import { moveNodes, renameNode, updateNodeData } from "@/store/documentEdits";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import type { ErrorBody } from "@/types/errors";
import { standing } from "./refusal";

const document = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt")]);
const noPorts = () => ({ inputs: [], outputs: [] });
const refused = (details: Record<string, unknown>): ErrorBody => ({
  code: "invalid_workflow",
  message: "b and c are wrong.",
  details,
});
const both = refused({ nodes: ["b", "c"], faults: [{ node: "b", message: "b lacks a model." }] });

it("says of each node what is wrong with it, or the whole message", () => {
  expect([...(standing(both, document, document)?.faults ?? [])]).toEqual([
    ["b", "b lacks a model."],
    ["c", "b and c are wrong."],
  ]);
});

it("stands until each of its nodes was changed, rewired or deleted", () => {
  const changed = updateNodeData(document, "b", { model: "m" }, noPorts);
  expect([...(standing(both, document, changed)?.faults.keys() ?? [])]).toEqual(["c"]);
  const wired = { ...changed, edges: [...changed.edges, wire("a.text", "c.prompt")] };
  expect(standing(both, document, wired)).toBeUndefined();
  const gone = { ...changed, nodes: changed.nodes.filter(({ id }) => id !== "c") };
  expect(standing(both, document, gone)).toBeUndefined();
});

it("outlasts changes elsewhere", () => {
  const elsewhere = renameNode(moveNodes(document, { b: { x: 1, y: 2 } }), "a", "Other");
  expect(standing(both, document, elsewhere)?.faults.size).toBe(2);
});

it("stands until the next try when it names no node", () => {
  const offline: ErrorBody = { code: "internal", message: "Away." };
  expect(standing(offline, document, renameNode(document, "a", "Other"))).toEqual({
    error: offline,
    faults: new Map(),
  });
});
