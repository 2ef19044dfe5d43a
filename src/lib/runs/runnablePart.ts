import type { RunnablePart } from "@/lib/graph/off";
import { type Selection, selectNodes } from "@/lib/graph/select";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/** Of the nodes that were asked for, those that do not run for want of a muted one. */
export function idleOf(
  workflow: Workflow,
  { idle }: RunnablePart,
  select: Selection | undefined,
): RunnablePart["idle"] {
  if (select === undefined || idle.size === 0) return idle;
  const asked = selectNodes(workflow, select);
  return new Map(Array.from(idle).filter(([id]) => asked.has(id)));
}

/**
 * Whoever asks for a node by name expects that something happens.
 * @throws AppError `invalid_workflow` naming the nodes to switch on, where nothing that was asked for would run
 */
export function refuseAllOff(workflow: Workflow, { graph, idle }: RunnablePart, { nodes }: Selection): void {
  const runnable = new Set(graph.nodes.map(({ id }) => id));
  const asked = new Set(nodes);
  const off = workflow.nodes.filter(({ id, off }) => asked.has(id) && (idle.has(id) || off === "bypassed"));
  if (off.length === 0 || nodes.some((id) => runnable.has(id))) return;
  const nameOf = (id: string | undefined) => workflow.nodes.find((node) => node.id === id)?.title ?? id;
  const why = off.slice(0, 3).map(({ id, title = id, off: is }) => {
    if (is !== undefined) return `${title} is ${is}.`;
    return `${title} hangs on ${nameOf(idle.get(id))}, which is muted.`;
  });
  const message = `Nothing would run. ${why.join(" ")} Switch it on first.`;
  const causes = off.map(({ id }) => idle.get(id) ?? id);
  throw new AppError("invalid_workflow", message, { nodes: [...new Set(causes)] });
}
