import { create } from "zustand";

/** Whether the start screen stands in the place of the open document. */
export const useStart = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

export function openStart(): void {
  useStart.setState({ isOpen: true });
}

export function closeStart(): void {
  useStart.setState({ isOpen: false });
}
