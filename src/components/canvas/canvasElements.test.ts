import { expect, it } from "vitest";
import { moveNodes, renameNode, updateNodeData } from "@/store/documentEdits";
import { sizeNodes } from "@/store/nodeSizes";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { reconcileEdges, reconcileNodes } from "./canvasElements";

const nothing = { nodes: [], edges: [] };
const document = workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]);
const noPorts = () => ({ inputs: [], outputs: [] });

it("gives React Flow the very same nodes while somebody types", () => {
  const nodes = reconcileNodes([], document, nothing);
  const typed = updateNodeData(document, "a", { text: "Hello" }, noPorts);
  expect(reconcileNodes(nodes, typed, nothing)).toBe(nodes);
});

it("gives a new port a place when a placeholder appears", () => {
  const nodes = reconcileNodes([], document, nothing);
  const typed = updateNodeData(document, "a", { text: "About {{topic}}" }, noPorts);
  const [changed, same] = reconcileNodes(nodes, typed, nothing);
  expect(changed?.handles?.map((handle) => handle.id)).toContain("topic");
  expect(same).toBe(nodes[1]);
});

it("replaces only the node that was moved", () => {
  const nodes = reconcileNodes([], document, nothing);
  const moved = reconcileNodes(nodes, moveNodes(document, { b: { x: 5, y: 6 } }), nothing);
  expect(moved[0]).toBe(nodes[0]);
  expect(moved[1]?.position).toEqual({ x: 5, y: 6 });
});

it("leaves a node that is being dragged under the pointer", () => {
  const [a, b] = reconcileNodes([], document, nothing);
  if (a === undefined || b === undefined) throw new Error("the document has two nodes");
  const dragged = { ...b, position: { x: 77, y: 77 }, dragging: true };
  const typed = updateNodeData(document, "a", { text: "{{x}}" }, noPorts);
  expect(reconcileNodes([a, dragged], typed, nothing)[1]?.position).toEqual({ x: 77, y: 77 });
});

it("knows sizes and ports before anything is measured, so that a large document opens quickly", () => {
  const sized = { ...document, layout: { ...document.layout, nodes: { b: { x: 0, y: 0, width: 264, height: 300 } } } };
  const [, node] = reconcileNodes([], sized, nothing);
  expect(node?.measured).toEqual({ width: 264, height: 300 });
  expect(node?.handles).toHaveLength(5);
});

it("shows a left-over port for a wire whose placeholder is gone", () => {
  const orphaned = workflow([prompt("a"), prompt("b", "no place")], [wire("a.text", "b.topic")]);
  const [, node] = reconcileNodes([], orphaned, nothing);
  expect(node?.handles?.map((handle) => handle.id)).toContain("topic");
});

it("marks what is selected and keeps every other wire as it was", () => {
  const edges = reconcileEdges([], document, nothing);
  expect(reconcileEdges(edges, document, nothing)).toBe(edges);
  expect(reconcileEdges(edges, document, { nodes: [], edges: ["a-b"] })[0]?.selected).toBe(true);
});

it("names wires after the nodes at their ends, also when those are renamed", () => {
  const document = workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]);
  const edges = reconcileEdges([], document, nothing);
  expect(edges[0]?.ariaLabel).toBe("Wire from Prompt to LLM");
  const renamed = renameNode(document, "a", "Brief");
  expect(reconcileEdges(edges, renamed, nothing)[0]?.ariaLabel).toBe("Wire from Brief to LLM");
});

it("puts the ports of a node that was made wide at its edge", () => {
  const sized = sizeNodes(document, { a: { width: 500, height: 300 } });
  const nodes = reconcileNodes(reconcileNodes([], document, nothing), sized, nothing);
  expect(nodes[0]?.measured).toEqual({ width: 500, height: 300 });
  expect(nodes[0]?.handles?.find(({ type }) => type === "source")?.x).toBe(494);
});

it("follows a node that gets a port and another name at once, whatever was typed before", () => {
  const nodes = reconcileNodes([], document, nothing);
  const edges = reconcileEdges([], document, nothing);
  const typed = updateNodeData(document, "a", { text: "Hello" }, noPorts);
  const sameNodes = reconcileNodes(nodes, typed, nothing);
  const sameEdges = reconcileEdges(edges, typed, nothing);
  expect(sameEdges).toBe(edges);
  const changed = renameNode(updateNodeData(typed, "a", { text: "About {{topic}}" }, noPorts), "a", "Topic");
  expect(reconcileNodes(sameNodes, changed, nothing)[0]?.handles?.map(({ id }) => id)).toContain("topic");
  expect(reconcileEdges(sameEdges, changed, nothing)[0]?.ariaLabel).toContain("Topic");
});

it("follows nodes that change places in the list where no wire says otherwise", () => {
  const loose = { ...document, edges: [] };
  const nodes = reconcileNodes([], loose, nothing);
  const turned = { ...loose, nodes: loose.nodes.toReversed() };
  expect(reconcileNodes(nodes, turned, nothing).map(({ id }) => id)).toEqual(["b", "a"]);
});

it("puts nodes in the order of the flow, which Tab follows, also while somebody types", () => {
  const turned = { ...document, nodes: document.nodes.toReversed() };
  const nodes = reconcileNodes([], turned, nothing);
  expect(nodes.map(({ id }) => id)).toEqual(["a", "b"]);
  const typed = reconcileNodes(nodes, updateNodeData(turned, "a", { text: "{{topic}}" }, noPorts), nothing);
  expect(typed[0]?.handles?.map((handle) => handle.id)).toContain("topic");
  expect(typed[1]).toBe(nodes[1]);
});
