import { create } from "zustand";

/** The node whose rows are shown as a table; undefined while no table is open. */
export const useTableUi = create<{ node: string | undefined }>(() => ({ node: undefined }));

export function openTable(node: string): void {
  useTableUi.setState({ node });
}

export function closeTable(): void {
  useTableUi.setState({ node: undefined });
}
