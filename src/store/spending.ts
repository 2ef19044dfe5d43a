import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Preflight } from "@/types/api";
import type { WorkflowNode } from "@/types/workflow";

/** Calls above which a run asks first, where nobody has set another number. */
export const ASK_ABOVE_CALLS = 20;

/** Whether a document could make more calls than `limit`: without a list each node makes one, a comparison several. */
export function couldExceed(nodes: readonly WorkflowNode[], limit: number): boolean {
  let calls = 0;
  for (const { type, data } of nodes) {
    const kind = kindOf(type);
    const parsed = kind?.schema.safeParse(data);
    if (kind === undefined || parsed?.success !== true) continue;
    const bringsList = kind.ports(parsed.data).outputs.some(({ list, listIfArray }) => list || listIfArray);
    if (bringsList && kind.callsModels !== true) return true;
    if (kind.callsModels === true) calls += kind.variants?.(parsed.data).length ?? 1;
  }
  return calls > limit;
}

export function countCalls({ calls }: Pick<Preflight, "calls">): number {
  return calls.reduce((sum, { count }) => sum + count, 0);
}
