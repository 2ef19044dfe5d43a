import { kindOf } from "@/lib/nodes/nodeKinds";
import { MAX_COMMENT, type Workflow, type WorkflowNode } from "@/types/workflow";

export type Off = NonNullable<WorkflowNode["off"]>;

/** Switches nodes off, those that run at all; on again when all of them are off in this way already. */
export function switchNodes(workflow: Workflow, ids: Iterable<string>, off: Off): Workflow {
  const meant = new Set(ids);
  const isMeant = (node: WorkflowNode) => meant.has(node.id) && canSwitch(node);
  const chosen = workflow.nodes.filter(isMeant);
  const next = chosen.every((node) => node.off === off) ? undefined : off;
  return changeNodes(workflow, chosen, ({ off: _, ...node }) => (next === undefined ? node : { ...node, off: next }));
}

export function switchOn(workflow: Workflow, id: string): Workflow {
  const chosen = workflow.nodes.filter((node) => node.id === id && node.off !== undefined);
  return changeNodes(workflow, chosen, ({ off: _, ...node }) => node);
}

/** Nodes of a kind that this version does not know can be muted too: then they hold up no run. */
export function canSwitch({ type }: Pick<WorkflowNode, "type">): boolean {
  const kind = kindOf(type);
  return kind === undefined || kind.execute !== undefined;
}

/** An empty comment is none. */
export function commentNode(workflow: Workflow, id: string, comment: string): Workflow {
  const text = comment.slice(0, MAX_COMMENT);
  const chosen = workflow.nodes.filter((node) => node.id === id && (node.comment ?? "") !== text);
  return changeNodes(workflow, chosen, ({ comment: _, ...node }) => (text === "" ? node : { ...node, comment: text }));
}

function changeNodes(
  workflow: Workflow,
  chosen: readonly WorkflowNode[],
  change: (node: WorkflowNode) => WorkflowNode,
): Workflow {
  if (chosen.length === 0) return workflow;
  const changed = new Map(chosen.map((node) => [node.id, change(node)]));
  return { ...workflow, nodes: workflow.nodes.map((node) => changed.get(node.id) ?? node) };
}
