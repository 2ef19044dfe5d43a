import { expect, it } from "vitest";
import type { ItemRun } from "@/store/runItems";
import { idleNode, idleRun, type NodeRun, type RunState } from "@/store/runReducer";
import { failuresOf } from "./failures";

const node = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, ...change });
const item = (status: ItemRun["status"]): ItemRun => ({ status, attempt: 1, text: "" });
const ended = (nodes: Record<string, NodeRun>, status: RunState["status"] = "failed"): RunState => ({
  ...idleRun,
  id: "r",
  status,
  nodes,
});

it("tells which nodes failed in the order of the document, once the run is over", () => {
  const nodes = { a: node({ status: "done" }), b: node({ status: "failed" }), c: node({ status: "failed" }) };
  expect(failuresOf(ended(nodes), ["c", "a", "b"])).toEqual({ nodes: ["c", "b"] });
  expect(failuresOf(ended(nodes, "running"), ["c", "a", "b"])).toBeUndefined();
});

it("counts items where one node has some that failed", () => {
  const items = [item("done"), item("failed"), undefined, item("failed")];
  const run = ended({ a: node({ status: "done", items, itemCount: 4 }) }, "completed");
  expect(failuresOf(run, ["a"])).toEqual({ nodes: ["a"], items: { failed: 2, total: 4 } });
});

it("is nothing when all went well, or failed in an earlier run", () => {
  expect(failuresOf(ended({ a: node({ status: "done" }) }, "completed"), ["a"])).toBeUndefined();
  expect(failuresOf(ended({ a: node({ status: "failed", isEarlier: true }) }), ["a"])).toBeUndefined();
});
