import { create } from "zustand";

interface Find {
  isOpen: boolean;
  query: string;
  /** Which of the matches is gone to; kept within their number by whoever knows it. */
  index: number;
  /** Moves with every wish to find, so that the field takes the focus again. */
  asked: number;
}

/** Finding words in the open document. */
export const useFind = create<Find>(() => ({ isOpen: false, query: "", index: 0, asked: 0 }));

export function openFind(): void {
  useFind.setState(({ asked }) => ({ isOpen: true, asked: asked + 1 }));
}

export function closeFind(): void {
  useFind.setState({ isOpen: false });
}
