import type { RunStep } from "@/types/run";
import type { Workflow, WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { graphInterfaceOf } from "./graphInterface";
import { type GraphInterface, heldGraphOf, heldKey } from "./heldGraph";
import { toRunnablePart } from "./runnablePart";

/** A document that a node holds: as it stands, with the ports of the nodes in it that hold others. */
export interface Child {
  workflow: Workflow;
  ports: GraphInterface;
}

/** The documents of the graphs in a graph, at any depth, by `heldKey`. */
export type Children = ReadonlyMap<string, Child>;

export const noChildren: Children = new Map();

export function childOf(node: Pick<WorkflowNode, "type" | "data">, children: Children): Child | undefined {
  const held = heldGraphOf(node);
  return held === undefined ? undefined : children.get(heldKey(held));
}

/** A graph whose nodes show what they hold as it stands. */
export function withChildPorts<Graph extends WorkflowGraph>(graph: Graph, children: Children): Graph {
  if (children.size === 0 || !graph.nodes.some((node) => childOf(node, children) !== undefined)) return graph;
  const nodes = graph.nodes.map((node) => {
    const child = childOf(node, children);
    return child === undefined ? node : { ...node, data: { ...node.data, ports: child.ports } };
  });
  return { ...graph, nodes };
}

/** With its ports as its content says; `digest` is that content's. */
export function toChild(workflow: Workflow, children: Children, digest?: string): Child {
  const filled = withChildPorts(workflow, children);
  return { workflow: filled, ports: { ...graphInterfaceOf(filled), ...(digest === undefined ? {} : { digest }) } };
}

/** The graph that a path leads to, from this one in; undefined where it is not known. */
export function graphAt(graph: WorkflowGraph, children: Children, path: readonly RunStep[]): WorkflowGraph | undefined {
  let at: WorkflowGraph | undefined = graph;
  for (const step of path) {
    const node: WorkflowNode | undefined = at?.nodes.find(({ id }) => id === step.node);
    at = node && childOf(node, children)?.workflow;
  }
  return at;
}

/** These nodes, and all that run inside of them, each document once. */
export function nodesWithin(nodes: readonly WorkflowNode[], children: Children): WorkflowNode[] {
  const all = [...nodes];
  const seen = new Set<string>();
  // What is added while it is read is read, too.
  for (const node of all) {
    const held = heldGraphOf(node);
    const key = held && heldKey(held);
    if (key === undefined || seen.has(key)) continue;
    seen.add(key);
    const child = children.get(key);
    if (child !== undefined) all.push(...toRunnablePart(child.workflow).graph.nodes);
  }
  return all;
}
