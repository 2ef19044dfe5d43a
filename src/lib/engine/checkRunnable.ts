import { followLists } from "@/lib/graph/lists";
import type { Plan, PlannedNode } from "@/lib/graph/plan";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/**
 * Refuses a plan that cannot finish, before anything is paid for. All faults of the nodes that run (all, or those of
 * `selected`) are told at once.
 * @throws AppError `invalid_workflow` naming the nodes: an unknown kind, data that does not fit, something missing, a
 * list of lists
 */
export async function checkRunnable(
  plan: Plan,
  runInputs: Record<string, Value>,
  selected?: ReadonlySet<string>,
): Promise<void> {
  const nested = new Set(followLists(plan).nested);
  const faults: { node: string; message: string }[] = [];
  for (const planned of plan.nodes.values()) {
    const { id, title } = planned.node;
    if (selected !== undefined && !selected.has(id)) continue;
    const fault = nested.has(id) ? nestedFault : await faultOf(planned, runInputs);
    if (fault !== undefined) faults.push({ node: id, message: `${title ?? id} ${fault}.` });
  }
  if (faults.length === 0) return;
  const words = faults.slice(0, 3).map(({ message }) => message);
  const rest = faults.length > 3 ? [`And ${faults.length - 3} more.`] : [];
  throw new AppError("invalid_workflow", [...words, ...rest].join(" "), {
    nodes: faults.map(({ node }) => node),
    faults,
  });
}

const nestedFault = "gets a list and would give a list for each of its items: join them first";

async function faultOf({ node, inputs }: PlannedNode, runInputs: Record<string, Value>): Promise<string | undefined> {
  const kind = kindOf(node.type);
  if (kind === undefined) return `is of a kind that this version does not know (${node.type})`;
  const data = kind.schema.safeParse(node.data);
  if (data.success)
    return kind.problem?.(data.data, { wired: new Set(inputs.map(({ input }) => input.name)), runInputs });
  const issue = data.error.issues[0];
  return `has a setting that does not fit: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trimEnd();
}
