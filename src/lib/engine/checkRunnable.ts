import type { Plan } from "@/lib/graph/plan";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

/** What keeps one node from running, in words that follow its name. */
type FaultOf = (node: WorkflowNode) => string | undefined;

/**
 * Refuses nodes whose settings cannot be read. Comes before planning: such a node has no ports, so that its wires
 * would be blamed. @throws AppError `invalid_workflow` naming the nodes: an unknown kind, data that does not fit
 */
export function checkSettings(nodes: readonly WorkflowNode[]): void {
  refuseFaults(nodes, ({ type, data }) => {
    const kind = kindOf(type);
    if (kind === undefined) return `is of a kind that this version does not know (${type})`;
    const issue = kind.schema.safeParse(data).error?.issues[0];
    return issue && `has a setting that does not fit: ${issue.path.join(".")} ${issue.message}`;
  });
}

/**
 * Refuses a plan that cannot finish, before anything is paid for.
 * @throws AppError `invalid_workflow` naming the nodes that miss something
 */
export function checkRunnable(plan: Plan, runInputs: Record<string, Value>): void {
  const planned = [...plan.nodes.values()];
  refuseFaults(
    planned.map(({ node }) => node),
    ({ id, type, data }) => {
      const kind = kindOf(type);
      const wired = new Set(plan.nodes.get(id)?.inputs.map(({ input }) => input.name));
      return kind?.problem?.(kind.schema.parse(data), { wired, runInputs });
    },
  );
}

/** Tells all faults at once. */
function refuseFaults(nodes: readonly WorkflowNode[], faultOf: FaultOf): void {
  const faults = nodes.flatMap((node) => {
    const fault = faultOf(node);
    return fault === undefined ? [] : [{ node: node.id, message: `${node.title ?? node.id} ${fault}.` }];
  });
  if (faults.length === 0) return;
  const words = faults.slice(0, 3).map(({ message }) => message);
  const rest = faults.length > 3 ? [`And ${faults.length - 3} more.`] : [];
  throw new AppError("invalid_workflow", [...words, ...rest].join(" "), {
    nodes: faults.map(({ node }) => node),
    faults,
  });
}
