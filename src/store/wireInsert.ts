import { checkConnection } from "@/lib/graph/connect";
import { fits, type NodePorts, type Port, type PortsOf } from "@/lib/graph/ports";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { moveNodes, removeParts } from "./documentEdits";
import { edgesFrom, nodeById } from "./graphIndex";
import { newId } from "./ids";

/** Putting nodes into wires and taking them out again: edits of a document as in `documentEdits`. */

/** The ports of a node by which it can stand in a wire. */
export interface Passage {
  input: string;
  output: string;
}

/**
 * By which ports a node of these ports could stand in a wire: those of the very type that the wire carries before those
 * that merely fit. Undefined where no pair does.
 */
export function passageFor(carried: Port, wanted: Port, { inputs, outputs }: NodePorts): Passage | undefined {
  // A side entrance that would have to read the text as JSON is not what anybody means.
  const isMeant = ({ type, required }: Port) => type === carried.type || required === true;
  const input = best(
    inputs.filter((port) => fits(carried, port) && isMeant(port)),
    carried,
  );
  const output = best(
    outputs.filter((port) => fits(port, wanted)),
    wanted,
  );
  return input === undefined || output === undefined ? undefined : { input: input.name, output: output.name };
}

/** A port of the very same type before one that merely fits. */
export function best(fitting: readonly Port[], { type }: Port): Port | undefined {
  return fitting.find((port) => port.type === type) ?? fitting[0];
}

/** The two ports that a wire joins; undefined for a wire that has lost one. */
export function portsOfWire(
  { nodes }: Workflow,
  { source, target }: WorkflowEdge,
  portsOf: PortsOf,
): { output: Port; input: Port } | undefined {
  const from = nodeById(nodes, source.node);
  const to = nodeById(nodes, target.node);
  const output = from && portsOf(from).outputs.find(({ name }) => name === source.port);
  const input = to && portsOf(to).inputs.find(({ name }) => name === target.port);
  return output === undefined || input === undefined ? undefined : { output, input };
}

/**
 * How a node of the document could stand in one of its wires; undefined where it cannot: no pair of its ports fits, its
 * input has a wire already, it is an end of the wire, or it would wait for itself.
 */
export function passageOf(
  workflow: Workflow,
  edge: WorkflowEdge,
  node: WorkflowNode,
  portsOf: PortsOf,
): Passage | undefined {
  if (edge.source.node === node.id || edge.target.node === node.id) return undefined;
  const ends = portsOfWire(workflow, edge, portsOf);
  if (ends === undefined) return undefined;
  const rest = workflow.edges.filter(({ id }) => id !== edge.id);
  const passage = passageFor(ends.output, ends.input, portsOf(node));
  if (passage === undefined) return undefined;
  const into = { id: "into", source: edge.source, target: { node: node.id, port: passage.input } };
  const graph = { nodes: workflow.nodes, edges: rest };
  // Where this input has a wire already, another that is free would not be the one that is meant.
  const isPossible =
    checkConnection(graph, portsOf, into.source, into.target).ok &&
    checkConnection({ ...graph, edges: [...rest, into] }, portsOf, { node: node.id, port: passage.output }, edge.target)
      .ok;
  return isPossible ? passage : undefined;
}

/** Puts a node into a wire: what came to the wire's end comes through the node now, at the same place in its order. */
export function insertInWire(workflow: Workflow, edgeId: string, node: string, passage: Passage): Workflow {
  const edge = workflow.edges.find(({ id }) => id === edgeId);
  if (edge === undefined) return workflow;
  const into = { id: newId("e"), source: edge.source, target: { node, port: passage.input } };
  const onwards = { id: newId("e"), source: { node, port: passage.output }, target: edge.target };
  const { layout } = removeParts(workflow, [], [edgeId]);
  const edges = workflow.edges.flatMap((other) => (other.id === edgeId ? [into, onwards] : [other]));
  return { ...workflow, edges, layout };
}

/** Moves a node and all that follows it to the right, so that there is room before it. */
export function pushOnwards(workflow: Workflow, node: string, by: number): Workflow {
  if (by <= 0) return workflow;
  const moved = [...followersOf(workflow, node)].flatMap((id) => {
    const place = workflow.layout.nodes[id];
    return place === undefined ? [] : [[id, { x: Math.round(place.x + by), y: place.y }] as const];
  });
  return moveNodes(workflow, Object.fromEntries(moved));
}

function followersOf({ edges }: Workflow, node: string): Set<string> {
  const seen = new Set([node]);
  // A set gives what is added to it while it is gone through.
  for (const id of seen) for (const { target } of edgesFrom(edges, id)) seen.add(target.node);
  return seen;
}

/**
 * Takes nodes out of their wires while their neighbours stay wired: what a node gave its neighbours, they get from what
 * came into it, by the first of its inputs whose wire fits. The nodes stay. `lost` are the wires out of nodes in
 * the middle that nothing could replace.
 */
export function takeOut(
  workflow: Workflow,
  nodeIds: Iterable<string>,
  portsOf: PortsOf,
): { workflow: Workflow; lost: number } {
  let edges = workflow.edges;
  let lost = 0;
  for (const id of nodeIds) {
    const node = nodeById(workflow.nodes, id);
    if (node === undefined) continue;
    const bridged = bridge({ ...workflow, edges }, node, portsOf);
    edges = bridged.edges;
    lost += bridged.lost;
  }
  if (edges === workflow.edges) return { workflow, lost };
  const stay = new Set(edges.map(({ id }) => id));
  const gone = workflow.edges.filter(({ id }) => !stay.has(id));
  const { layout } = removeParts(
    workflow,
    [],
    gone.map(({ id }) => id),
  );
  return { workflow: { ...workflow, edges, layout }, lost };
}

function bridge(workflow: Workflow, node: WorkflowNode, portsOf: PortsOf): { edges: WorkflowEdge[]; lost: number } {
  const { edges } = workflow;
  const order = portsOf(node).inputs.map(({ name }) => name);
  const into = edges
    .filter(({ target }) => target.node === node.id)
    .toSorted((a, b) => order.indexOf(a.target.port) - order.indexOf(b.target.port));
  if (into.length === 0 && !edges.some(({ source }) => source.node === node.id)) return { edges, lost: 0 };
  let lost = 0;
  let next = edges.filter(({ target }) => target.node !== node.id);
  for (const onwards of next.filter(({ source }) => source.node === node.id)) {
    const rest = next.filter(({ id }) => id !== onwards.id);
    const source = sourceFor({ ...workflow, edges: rest }, into, onwards, portsOf);
    if (source === undefined && into.length > 0) lost += 1;
    // Where both were joined already there is one wire too few for two, and nothing is lost.
    next = source === undefined || source === "joined" ? rest : next.map(replaced(onwards, source));
  }
  return { edges: next, lost };
}

function replaced(old: WorkflowEdge, source: WorkflowEdge["source"]): (edge: WorkflowEdge) => WorkflowEdge {
  return (edge) => (edge.id === old.id ? { ...edge, source } : edge);
}

/** What can come to the end of `onwards` in place of the node: the same type before one that merely fits. */
function sourceFor(
  workflow: Workflow,
  into: readonly WorkflowEdge[],
  onwards: WorkflowEdge,
  portsOf: PortsOf,
): WorkflowEdge["source"] | "joined" | undefined {
  const candidates = into.map(({ source }) => ({
    source,
    type: portsOfWire(workflow, { id: "", source, target: onwards.target }, portsOf),
    check: checkConnection(workflow, portsOf, source, onwards.target),
  }));
  const fitting = candidates.filter(({ check }) => check.ok);
  const same = fitting.find(({ type }) => type?.output.type === type?.input.type);
  const found = same ?? fitting[0];
  if (found !== undefined) return found.source;
  return candidates.some(({ check }) => !check.ok && check.reason === "already-connected") ? "joined" : undefined;
}
