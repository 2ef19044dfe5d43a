import type { Plan } from "@/lib/graph/plan";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/**
 * Refuses a plan that cannot finish, before anything is paid for. All faults are told at once.
 * @throws AppError `invalid_workflow` naming the nodes: an unknown kind, data that does not fit, something missing
 */
export function checkRunnable(plan: Plan, runInputs: Record<string, Value>): void {
  const faults: { node: string; message: string }[] = [];
  for (const { node, inputs } of plan.nodes.values()) {
    const wired = new Set(inputs.map(({ input }) => input.name));
    const fault = faultOf(node.type, node.data, wired, runInputs);
    if (fault !== undefined) faults.push({ node: node.id, message: `${node.title ?? node.id} ${fault}.` });
  }
  if (faults.length === 0) return;
  const words = faults.slice(0, 3).map(({ message }) => message);
  const rest = faults.length > 3 ? [`And ${faults.length - 3} more.`] : [];
  throw new AppError("invalid_workflow", [...words, ...rest].join(" "), {
    nodes: faults.map(({ node }) => node),
    faults,
  });
}

function faultOf(
  type: string,
  nodeData: unknown,
  wired: ReadonlySet<string>,
  runInputs: Record<string, Value>,
): string | undefined {
  const kind = kindOf(type);
  if (kind === undefined) return `is of a kind that this version does not know (${type})`;
  const data = kind.schema.safeParse(nodeData);
  if (data.success) return kind.problem?.(data.data, { wired, runInputs });
  const issue = data.error.issues[0];
  return `has a setting that does not fit: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trimEnd();
}
