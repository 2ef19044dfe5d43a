import { expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { RunEventBody } from "@/types/run";
import { placeKey } from "@/types/runPlace";
import { resumePointOf } from "./testResume";
import { llm, node, testUsage, wire } from "./testRun";

const nodes = [node("p", "prompt", { text: "x" }), llm("held"), llm("after")];
const wires = ["p.text>held.prompt", "held.text>after.prompt"];
const child = planGraph(
  { nodes: [node("q", "prompt", { text: "y" }), llm("m")], edges: [wire("q.text>m.prompt")] },
  portsOf,
);

const first = { node: "held", item: 0, round: 1 };
const second = { node: "held", item: 0, round: 2 };
const start = (id: string, more: object = {}): RunEventBody => ({ type: "node-start", node: id, attempt: 1, ...more });
const end = (id: string, more: object = {}): RunEventBody => ({
  ...{ type: "node-end", node: id, output: { text: id }, cached: false, durationMs: 1 },
  ...more,
});
const failed = (id: string, more: object = {}): RunEventBody => ({
  ...{ type: "node-error", node: id, error: { code: "timeout", message: "Too long." } },
  ...more,
});
const round = (id: string, more: object = {}): RunEventBody => ({
  ...{ type: "node-round", node: id, round: 1, output: { text: "I shall look." }, usage: testUsage },
  ...more,
});
const tool = (id: string, status: "started" | "done"): RunEventBody => ({
  ...{ type: "node-tool", node: id, call: "c1", server: "files", name: "read", arguments: "{}", status },
});
const retrying = (...events: RunEventBody[]) => resumePointOf(events, nodes, wires, { retryFailed: true });
const leftBy = (...events: RunEventBody[]) => resumePointOf(events, nodes, wires);

it("what is done in a graph inside a node is its own, by item and by round", () => {
  const point = leftBy(
    start("held"),
    start("q", { path: [first] }),
    end("q", { path: [first] }),
    end("m", { path: [second] }),
  );
  expect([...point.finished.keys()]).toEqual([]);
  expect([...point.inside(first, child).finished.keys()]).toEqual(["q"]);
  expect([...point.inside(second, child).finished.keys()]).toEqual(["m"]);
  expect([...point.inside({ ...first, item: 1 }, child).finished.keys()]).toEqual([]);
});

it("a graph two levels down is found step by step", () => {
  const inner = { node: "m", item: 3 };
  const point = leftBy(start("held"), end("z", { path: [first, inner] }));
  expect([...point.inside(first, child).inside(inner, child).finished.keys()]).toEqual(["z"]);
});

it("a graph inside began with its run, at any depth: what the run had kept before a crash counts there too", () => {
  const snapshot = { asset: "a", mime: "application/json", bytes: 1 };
  const began = { type: "run-start", workflow: snapshot, workflowId: "w", total: 3, inputs: {} } as const;
  const inner = { node: "m", item: 3 };
  const events = [{ ...began, at: "2026-11-21T10:00:00Z" }, start("held"), start("z", { path: [first, inner] })];
  const inside = resumePointOf(events, nodes, wires).inside(first, child);
  expect(inside.startedAt).toBe("2026-11-21T10:00:00Z");
  expect(inside.inside(inner, child).startedAt).toBe("2026-11-21T10:00:00Z");
});

it("what was spent inside is known to the node that holds it", () => {
  const point = leftBy(round("m", { path: [first] }), end("m", { path: [first], usage: testUsage, isTold: true }));
  expect(point.inside(first, child).spent).toMatchObject({ usage: testUsage });
  expect(point.spent).toMatchObject({ usage: testUsage });
});

it("what failed inside is tried again, and what is done there stays, when its node failed for it", () => {
  const point = retrying(end("p"), end("q", { path: [first] }), failed("m", { path: [first] }), failed("held"));
  expect([...point.finished.keys()]).toEqual(["p"]);
  expect([...point.inside(first, child).finished.keys()]).toEqual(["q"]);
  expect([...point.inside(first, child).failed]).toEqual([]);
});

it("what is inside of a node that gets other inputs now begins anew", () => {
  const point = retrying(failed("p"), end("held"), end("q", { path: [first] }), round("after"));
  expect([...point.inside(first, child).finished.keys()]).toEqual([]);
  expect([...point.steps.keys()]).toEqual([]);
});

it("rounds and calls of an item are kept in order until they are used, those of a failed node too", () => {
  const events = [round("held"), tool("held", "started"), tool("held", "done")];
  const { rounds = [], tools = [] } = leftBy(start("held"), ...events).steps.get(placeKey({ node: "held" })) ?? {};
  expect(rounds).toMatchObject([{ round: 1, output: { text: "I shall look." } }]);
  expect(tools.map(({ status }) => status)).toEqual(["started", "done"]);
  expect(retrying(...events, failed("held")).steps.get(placeKey({ node: "held" }))?.tools).toHaveLength(2);
  expect(leftBy(round("held", { item: 1 })).steps.has(placeKey({ node: "held" }))).toBe(false);
});
