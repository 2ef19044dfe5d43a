import { create } from "zustand";

interface ReaderUi {
  /** The node whose result is read; null while the reader is closed. */
  nodeId: string | null;
  /** Which of its items, from 0. */
  item: number;
}

/** What is open in the reader. */
export const useReader = create<ReaderUi>(() => ({ nodeId: null, item: 0 }));

export function openReader(nodeId: string, item = 0): void {
  useReader.setState({ nodeId, item });
}

export function closeReader(): void {
  useReader.setState({ nodeId: null });
}

/** To the item `by` places further; stays at both ends of a list of `count`. */
export function turnReader(by: number, count: number): void {
  useReader.setState(({ item }) => ({ item: Math.min(count - 1, Math.max(0, item + by)) }));
}
