import { held as words } from "@/components/messages/held";
import { innerProgress } from "@/store/innerRuns";
import type { NodeRun } from "@/store/runReducer";
import { isBusy } from "@/store/runStatus";
import { useRun } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";

/** How far the nodes inside are, while they are at work. */
export function HeldProgress({ node, nodes, run }: { node: WorkflowNode; nodes: number; run: NodeRun }) {
  // As text, so that words that stream inside render nothing here.
  const text = useRun((state) => {
    if (!isBusy(run.status)) return "";
    const { ended, total, round } = innerProgress(state.run, node.id, nodes);
    if (total === 0) return "";
    return round === undefined ? words.progress(ended, total) : words.progressIn(ended, total, round);
  });
  if (text === "") return null;
  return <p className="px-3 pb-1 text-accent-ink text-xs tabular-nums">{text}</p>;
}
