import { describe, expect, it } from "vitest";
import { endAt, groupNodeId, groupPort } from "@/components/board/drawnEnd";
import { frameAround } from "@/components/board/groupLook";
import { type CanvasEdge, reconcileEdges, reconcileNodes } from "@/components/canvas/canvasElements";
import { changeGroup, groupNodes, groupsOf } from "@/store/groups";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import type { Workflow } from "@/types/workflow";
import { collapsedOf } from "./collapsed";
import { shownFrame } from "./groupBoxes";
import { summedUp } from "./groupRun";
import { regroup } from "./useJoinGroups";

const base = workflow(
  [prompt("a"), llm("b"), llm("c"), prompt("d")],
  [wire("a.text", "b.prompt"), wire("b.text", "c.prompt"), wire("d.text", "b.system")],
);
const grouped = groupNodes(base, ["a", "b"], "g1");
const collapsed = changeGroup(grouped, "g1", { collapsed: true });
const nothing = { nodes: [], edges: [] };
const ends = (edges: CanvasEdge[]) =>
  edges.map((edge) => `${edge.source} ${edge.sourceHandle} > ${edge.target} ${edge.targetHandle}`);

describe("a collapsed group on the canvas", () => {
  it("is one node with a port for each inner end of the wires that cross its border", () => {
    const nodes = reconcileNodes([], collapsed, nothing);
    expect(nodes.map(({ id, type }) => [id, type])).toEqual([
      ["d", "node-prompt"],
      ["c", "node-llmGenerate"],
      ["group:g1", "group-node"],
    ]);
    expect(nodes[2]?.handles?.map(({ id, type }) => `${type} ${id}`)).toEqual(["target b.system", "source b.text"]);
    expect(ends(reconcileEdges([], collapsed, nothing))).toEqual([
      "group:g1 b.text > c prompt",
      "d text > group:g1 b.system",
    ]);
  });

  it("has one port for several wires that leave the same inner port", () => {
    const fan = { ...collapsed, edges: [...collapsed.edges, { ...wire("b.text", "d.data"), id: "fan" }] };
    expect(collapsedOf(fan)[0]?.outputs).toEqual([{ node: "b", port: "text" }]);
  });

  it("offers what waits for a wire and what nothing is made of yet, in the order of its nodes", () => {
    const open = { ...collapsed, nodes: [prompt("a", "About {{topic}}"), ...collapsed.nodes.slice(1)], edges: [] };
    const [group] = collapsedOf(open);
    expect(group?.inputs).toEqual([
      { node: "a", port: "topic" },
      { node: "b", port: "prompt" },
    ]);
    expect(group?.outputs).toEqual([
      { node: "a", port: "text" },
      { node: "b", port: "text" },
    ]);
    const wired = collapsedOf({ ...open, edges: [wire("a.text", "b.prompt"), wire("c.text", "a.topic")] });
    expect(wired[0]?.inputs).toEqual([{ node: "a", port: "topic" }]);
    expect(wired[0]?.outputs).toEqual([{ node: "b", port: "text" }]);
  });

  it("stays the same while only words in its nodes change", () => {
    const before = collapsedOf(collapsed);
    const written = collapsed.nodes.map((node) => (node.id === "a" ? prompt("a", "More words") : node));
    expect(collapsedOf({ ...collapsed, nodes: written })).toBe(before);
  });

  it("has ports that can be read back to the inner ones, and nodes have their own", () => {
    const [group] = collapsedOf(collapsed);
    for (const end of group?.outputs ?? []) expect(endAt(group?.shown ?? "", groupPort(end))).toEqual(end);
    const odd = { node: "b", port: "with.dot" };
    expect(endAt(groupNodeId("g1"), groupPort(odd))).toEqual(odd);
    expect(endAt("c", "fields.name")).toEqual({ node: "c", port: "fields.name" });
  });

  it("gives its nodes and wires back as they were when it is expanded", () => {
    const shown = reconcileNodes([], collapsed, nothing);
    const edges = reconcileEdges([], collapsed, nothing);
    expect(reconcileNodes(shown, grouped, nothing).map(({ id }) => id)).toEqual(["a", "d", "b", "c"]);
    expect(ends(reconcileEdges(edges, grouped, nothing))).toEqual(ends(reconcileEdges([], grouped, nothing)));
  });

  it("is the same node for React Flow as long as nothing of it changes, and goes along with its nodes", () => {
    const nodes = reconcileNodes([], collapsed, nothing);
    const edited: Workflow = { ...collapsed, name: "Other" };
    expect(reconcileNodes(nodes, edited, nothing)).toBe(nodes);
    const places = collapsed.layout.nodes;
    const moved = { ...places, a: { x: 100, y: 50 }, b: { x: 400, y: 50 } };
    const after = reconcileNodes(nodes, { ...collapsed, layout: { ...collapsed.layout, nodes: moved } }, nothing);
    const [from, to] = [nodes[2]?.position, after[2]?.position];
    expect([(to?.x ?? 0) - (from?.x ?? 0), (to?.y ?? 0) - (from?.y ?? 0)]).toEqual([100, 50]);
  });
});

describe("the frame of a group", () => {
  const flow = (dragging: readonly string[]) => {
    const nodes = reconcileNodes([], grouped, nothing).map((node) => ({
      ...node,
      measured: { width: 100, height: 50 },
      dragging: dragging.includes(node.id),
      position: dragging.includes(node.id) ? { x: node.position.x + 1000, y: 0 } : node.position,
    }));
    return { nodeLookup: new Map(nodes.map((node) => [node.id, node])) } as unknown as Parameters<typeof shownFrame>[0];
  };
  const [group] = groupsOf(grouped);
  const left = (text: string) => Number(text.split(" ")[0]);

  it("stands around its nodes with room for its name, and is nothing without nodes", () => {
    expect(frameAround([{ x: 0, y: 0, width: 100, height: 50 }])).toEqual({ x: -20, y: -52, width: 140, height: 122 });
    expect(frameAround([])).toBeUndefined();
  });

  it("goes along when all of its nodes are moved", () => {
    if (group === undefined) throw new Error("no group");
    expect(left(shownFrame(flow(["a", "b"]), group))).toBe(left(shownFrame(flow([]), group)) + 1000);
  });
});

describe("nodes that were dragged", () => {
  const frame = new Map([["g1", { x: -20, y: -60, width: 700, height: 300 }]]);
  const boxAt = (id: string, x: number) => [{ id, x, y: 0, width: 100, height: 100 }];
  const membersAfter = (doc: Workflow, dragged: string[], boxes: Parameters<typeof regroup>[3]) =>
    groupsOf(regroup(doc, new Set(dragged), frame, boxes)).map(({ nodes }) => nodes.join(" "));

  it("join the group in whose frame their middle lies, and leave theirs when it lies outside", () => {
    expect(membersAfter(grouped, ["c"], boxAt("c", 600))).toEqual(["a b c"]);
    expect(membersAfter(grouped, ["b"], boxAt("b", 600))).toEqual(["a b"]);
    expect(membersAfter(grouped, ["b"], boxAt("b", 700))).toEqual(["a"]);
  });

  it("stay together when the whole group was dragged, and in a collapsed one", () => {
    const both = [...boxAt("a", 2000), ...boxAt("b", 2200)];
    expect(membersAfter(grouped, ["a", "b"], both)).toEqual(["a b"]);
    expect(membersAfter(collapsed, ["b"], boxAt("b", 2200))).toEqual(["a b"]);
  });
});

it("sums up how the nodes of a group fare", () => {
  const told = (status: string) => ({ status, text: "", notices: [] });
  const nodes = { a: told("done"), b: told("cached"), c: told("failed"), d: told("streaming") };
  const run = { nodes } as unknown as Parameters<typeof summedUp>[0];
  expect(summedUp(run, ["a", "b", "c", "d", "e"])).toEqual({ done: 2, failed: 1, running: 1, told: 4 });
});
