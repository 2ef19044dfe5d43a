import { create } from "zustand";
import type { NodeRun } from "@/store/runReducer";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";

/** The node whose rows are shown as a table; undefined while no table is open. */
export const useTableUi = create<{ node: string | undefined }>(() => ({ node: undefined }));

export function openTable(node: string): void {
  useTableUi.setState({ node });
}

export function closeTable(): void {
  useTableUi.setState({ node: undefined });
}

/** Where a list can stand in what a node gives. */
const listPorts = ["items", "value", "rows", "results", "json"] as const;

/** Whether a table of what a node gave has rows. */
export function hasRows({ items, output }: NodeRun): boolean {
  return items !== undefined || listPorts.some((port) => Array.isArray(output?.[port]));
}

/** The selected node that has rows; without a selection the last one of the workflow. */
export function nodeWithRows(): string | undefined {
  const { workflow, selection } = workflowStore.getState();
  const { nodes } = runStore.getState().run;
  const candidates = selection.nodes.length > 0 ? selection.nodes : (workflow?.nodes.map(({ id }) => id) ?? []);
  return candidates.findLast((id) => nodes[id] !== undefined && hasRows(nodes[id]));
}
