import { callsModels, modelSettingsOf } from "@/lib/nodes/modelCalls";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Preflight } from "@/types/api";
import type { WorkflowNode } from "@/types/workflow";

/** Calls above which a run asks first, where nobody has set another number. */
export const ASK_ABOVE_CALLS = 20;

/**
 * Whether a document could make more calls than `limit`: without a list each node makes one, a comparison or judges
 * several. What a node holds is not known here, and may.
 */
export function couldExceed(nodes: readonly WorkflowNode[], limit: number): boolean {
  let calls = 0;
  for (const node of nodes) {
    const kind = kindOf(node.type);
    const parsed = kind?.schema.safeParse(node.data);
    if (kind === undefined || parsed?.success !== true) continue;
    if (kind.holdsGraph === true && node.off === undefined) return true;
    const bringsList = kind.ports(parsed.data).outputs.some(({ list, listIfArray }) => list || listIfArray);
    if (bringsList && !callsModels(node)) return true;
    calls += modelSettingsOf(node).length;
  }
  return calls > limit;
}

export function countCalls({ calls }: Pick<Preflight, "calls">): number {
  return calls.reduce((sum, { count }) => sum + count, 0);
}
