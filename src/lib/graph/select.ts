import { AppError } from "@/types/errors";
import type { WorkflowGraph } from "@/types/workflow";

/** A part of a graph: the named nodes alone, with all they depend on, or with all that hangs on them. */
export interface Selection {
  mode: "only" | "to" | "from";
  nodes: readonly string[];
}

/** Ids of the nodes that a selection runs. Linear. @throws AppError `invalid_workflow` naming nodes that do not exist */
export function selectNodes(graph: WorkflowGraph, { mode, nodes }: Selection): Set<string> {
  const known = new Set(graph.nodes.map(({ id }) => id));
  const unknown = nodes.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new AppError("invalid_workflow", `There is no node ${unknown.join(", ")}.`, { nodes: unknown });
  }
  return mode === "only" ? new Set(nodes) : walk(neighbours(graph, mode), nodes);
}

/** By node: what it depends on (`to`), or what hangs on it (`from`). */
export function neighbours({ edges }: WorkflowGraph, mode: "to" | "from"): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const [at, other] = mode === "from" ? [source.node, target.node] : [target.node, source.node];
    const others = next.get(at);
    if (others === undefined) next.set(at, [other]);
    else others.push(other);
  }
  return next;
}

/** All that can be reached from `starts`, them included. A loop, since chains may be long. */
export function walk(next: ReadonlyMap<string, Iterable<string>>, starts: Iterable<string>): Set<string> {
  const reached = new Set(starts);
  // A set gives what is added while it is read.
  for (const id of reached) for (const other of next.get(id) ?? []) reached.add(other);
  return reached;
}
