import { workflowStore } from "@/store/useWorkflow";
import type { OutlineRow } from "./outlineRows";

/** Selects the node, or the nodes of the group, of the line that has the focus, unless it is selected among others. */
export function adoptRow(focused: Element, rows: readonly OutlineRow[]): void {
  const line = focused.matches("[data-row-button]") ? focused.closest<HTMLElement>("[data-outline-row]") : null;
  const row = line && rows.find(({ id }) => id === line.dataset.outlineRow);
  if (!row) return;
  const nodes = row.group?.nodes ?? [row.id];
  const { selection, select } = workflowStore.getState();
  if (!nodes.every((id) => selection.nodes.includes(id))) select({ nodes, edges: [] });
}
