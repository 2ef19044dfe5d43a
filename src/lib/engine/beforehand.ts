import type { Gate } from "./gate";
import type { RunPlanOptions } from "./options";

/**
 * Settles the nodes that do not run: those outside of the selection, those that earlier attempts have ended, those
 * that are pinned. Returns how many of them had failed.
 */
export function settleBeforehand(gate: Gate, options: RunPlanOptions): number {
  const { plan, selected, given, pinned, resume, emit } = options;
  if (selected === undefined && pinned === undefined && resume === undefined) return 0;
  let failed = 0;
  for (const node of plan.order) {
    const isOutside = selected !== undefined && !selected.has(node);
    const result = isOutside ? given?.get(node) : resume?.finished.get(node);
    const pin = pinned?.get(node);
    if (result !== undefined) gate.settle(node, { is: "done", result });
    else if (isOutside) gate.settle(node, { is: "dead", because: node });
    else if (resume?.failed.has(node) === true) {
      failed++;
      gate.settle(node, { is: "broken", because: node });
    } else if (pin !== undefined) {
      emit({ type: "node-end", node, ...pin, cached: true, durationMs: 0 });
      gate.settle(node, { is: "done", result: pin });
    }
  }
  return failed;
}
