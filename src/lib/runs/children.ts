import { canonicalJson, type Digest } from "@/lib/engine/cacheKey";
import { type Child, type Children, toChild } from "@/lib/nodes/heldChildren";
import { type HeldGraph, heldGraphOf, heldKey } from "@/lib/nodes/heldGraph";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { WorkflowStore } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import { MAX_GRAPH_DEPTH } from "@/types/run";
import { MAX_NODES, type Workflow, type WorkflowGraph, type WorkflowNode } from "@/types/workflow";

/** Where the documents of graphs in graphs are. */
export interface ChildSources {
  workflows: Pick<WorkflowStore, "read" | "versions">;
  digest: Digest;
}

/** Why a node cannot hold what it names, in words that follow the node's name. */
export interface ChildFault {
  node: string;
  fault: string;
}

export interface FoundChildren {
  children: Children;
  faults: ChildFault[];
}

/** What was found of one held document. */
interface Found {
  fault?: string;
  /** The fault says where it is, so that no node on the way there has to. */
  isPlaced?: boolean;
  /** Nodes that run in it, those of graphs in it included. */
  nodes: number;
  /** Graphs in graphs, itself counted. */
  depth: number;
}

/**
 * The documents of the graphs in a graph, at any depth, as they stand now. Faults are told by the nodes of the graph
 * itself: one that is gone, a workflow that contains itself, more than eight in each other, more than 10,000 nodes.
 * @throws AppError `storage_failed`
 */
export async function findChildren(workflow: Workflow, sources: ChildSources): Promise<FoundChildren> {
  const { nodes } = toRunnablePart(workflow).graph;
  const holders = nodes.flatMap((node) => {
    const held = heldGraphOf(node);
    return held === undefined ? [] : [{ node: node.id, held }];
  });
  const search = createSearch(sources);
  const faults: ChildFault[] = [];
  let count = nodes.length;
  for (const { node, held } of holders) {
    const found = await search.find(held, [workflow]);
    count += found.nodes;
    if (found.fault !== undefined) faults.push({ node, fault: found.fault });
    else if (found.depth > MAX_GRAPH_DEPTH) faults.push({ node, fault: tooDeep });
    else if (count > MAX_NODES) {
      faults.push({ node, fault: tooMany(count) });
      break; // what comes after only adds to it
    }
  }
  return { children: search.children, faults };
}

const tooDeep = `holds more than ${MAX_GRAPH_DEPTH} workflows in each other: draw some of them flat`;

function tooMany(count: number): string {
  return `brings the nodes of this run to ${count}; ${MAX_NODES} are the most, those of held workflows counted each time`;
}

function createSearch({ workflows, digest }: ChildSources) {
  const children = new Map<string, Child>();
  const known = new Map<string, Found>();

  const find = async (held: HeldGraph, way: readonly Workflow[]): Promise<Found> => {
    const key = heldKey(held);
    const circle = way.findIndex(({ id }) => id === held.workflow);
    if (circle >= 0) return fault(`goes in a circle: ${wayWords(way.slice(circle))}`, true);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = way.length > MAX_GRAPH_DEPTH ? fault(tooDeep, true) : await look(key, held, way);
    known.set(key, found);
    return found;
  };

  const look = async (key: string, held: HeldGraph, way: readonly Workflow[]): Promise<Found> => {
    const workflow = await readHeld(workflows, held);
    if (workflow === undefined) return fault(missing(held));
    const { nodes } = toRunnablePart(workflow).graph;
    const all: Found = { nodes: nodes.length, depth: 1 };
    for (const node of nodes) {
      const inner = heldGraphOf(node);
      if (inner === undefined) continue;
      const found = await find(inner, [...way, workflow]);
      if (found.isPlaced === true) return found;
      if (found.fault !== undefined)
        return fault(`cannot run: in ${workflow.name}, ${nameOf(node)} ${found.fault}`, true);
      all.nodes += found.nodes;
      if (all.nodes > MAX_NODES) return fault(tooMany(all.nodes), true);
      all.depth = Math.max(all.depth, found.depth + 1);
    }
    const child = toChild(workflow, children);
    children.set(key, { ...child, ports: { ...child.ports, digest: await digestOf(child.workflow, digest) } });
    return all;
  };

  return { children, find };
}

const fault = (words: string, isPlaced = false): Found => ({ fault: words, isPlaced, nodes: 0, depth: 0 });
const nameOf = ({ id, title }: WorkflowNode) => title ?? id;

function wayWords(way: readonly Workflow[]): string {
  const [first] = way;
  return [...way, ...(first === undefined ? [] : [first])].map(({ name }) => name).join(" → ");
}

function missing({ workflow, revision, ports }: HeldGraph): string {
  const name = ports?.name === undefined ? workflow : `“${ports.name}” (${workflow})`;
  if (revision === undefined) return `holds the workflow ${name}, which is not there any more: choose another one`;
  return `holds revision ${revision} of the workflow ${name}, which is not kept any more: choose the newest, or another one`;
}

/** Undefined where it is gone. @throws AppError `storage_failed` */
async function readHeld(
  { read, versions }: ChildSources["workflows"],
  { workflow: id, revision }: HeldGraph,
): Promise<Workflow | undefined> {
  try {
    const newest = await read(id);
    if (revision === undefined || newest.revision === revision) return newest;
    const kept = (await versions.list(id)).find((version) => version.revision === revision);
    return kept === undefined ? undefined : await versions.read(id, kept.version);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

/** Of all that shapes what a document gives: not what its nodes are called, nor where they stand. */
async function digestOf({ nodes, edges, settings }: Workflow, digest: Digest): Promise<string> {
  const graph: WorkflowGraph = toRunnablePart({ nodes, edges }).graph;
  const content = {
    nodes: graph.nodes.map(({ id, type, data }) => ({ id, type, data })),
    edges: graph.edges.map(({ source, target }) => ({ source, target })),
    inputs: settings?.inputs,
  };
  return (await digest([canonicalJson(content)])).slice(0, 32);
}
