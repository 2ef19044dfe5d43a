import type { RunState } from "@/store/runReducer";
import { isBusy } from "@/store/runStatus";

export interface GroupRun {
  done: number;
  failed: number;
  running: number;
  /** Of how many nodes the run has told anything. */
  told: number;
}

/** The states of the nodes of a group, summed up. */
export function summedUp(run: Pick<RunState, "nodes">, nodes: readonly string[]): GroupRun {
  const sum: GroupRun = { done: 0, failed: 0, running: 0, told: 0 };
  for (const id of nodes) {
    const status = run.nodes[id]?.status ?? "idle";
    if (status !== "idle") sum.told++;
    if (status === "done" || status === "cached") sum.done++;
    if (status === "failed") sum.failed++;
    if (isBusy(status)) sum.running++;
  }
  return sum;
}
