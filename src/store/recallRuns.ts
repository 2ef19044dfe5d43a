import type { WorkflowGraph } from "@/types/workflow";
import { readRun } from "./endpoints";
import { adoptGraph, mergeGraphs } from "./ranGraph";
import { idleRun, type NodeRun, reduceRunBatch } from "./runReducer";
import { withEarlier } from "./runStore";
import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** How many runs are looked through for the results of nodes that newer ones left out. */
const RUNS_BACK = 10;

/**
 * Learns the graph of the shown run (the first of `ids`, newest first) from its journal; when only a part of the
 * document ran, earlier runs give the results and the graph of the rest. @throws AppError
 */
export async function recallRuns(ids: readonly string[]): Promise<void> {
  const [shown] = ids;
  const parts: { graph: WorkflowGraph; selected?: readonly string[]; nodes: Record<string, NodeRun> }[] = [];
  for (const id of ids.slice(0, RUNS_BACK)) {
    const { workflow, events } = await readRun(id);
    const { selected, nodes } = reduceRunBatch(idleRun, events);
    parts.push({ graph: workflow, selected, nodes });
    if (selected === undefined) break;
  }
  const { workflow } = workflowStore.getState();
  const { run, ranGraph } = runStore.getState();
  if (workflow === null || run.id !== shown || ranGraph !== null) return;
  // From the oldest on, each writes over what it ran.
  let graph: WorkflowGraph | null = null;
  let earlier: Record<string, NodeRun> = {};
  for (const part of parts.toReversed()) {
    graph = mergeGraphs(graph, part.graph, part.selected);
    if (part !== parts[0]) earlier = { ...earlier, ...part.nodes };
  }
  if (graph === null) return;
  runStore.setState({ run: withEarlier(run, earlier), ranGraph: adoptGraph(graph, workflow) });
}
