import { toText } from "@/lib/nodes/values";
import { edgesInto } from "@/store/graphIndex";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

/** A value that is longer is no sample to be read, in characters. */
export const MAX_SAMPLE = 20_000;

/** What the last run brought to an input, as text: of a list that is worked on item by item, its first item. */
export function lastArrived(node: WorkflowNode, name: string): string | undefined {
  const { workflow } = workflowStore.getState();
  const wire = workflow && edgesInto(workflow.edges, node.id).find(({ target }) => target.port === name);
  const output = wire && runStore.getState().run.nodes[wire.source.node]?.output;
  const value = wire && output && own(output, wire.source.port);
  if (value === undefined || value === null) return undefined;
  const isMapped = Array.isArray(value) && node.data.list !== "whole";
  const text = toText((isMapped ? (value[0] ?? null) : value) as Value);
  return text.length > MAX_SAMPLE ? undefined : text;
}
