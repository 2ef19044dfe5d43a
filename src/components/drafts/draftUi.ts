import { create } from "zustand";
import type { DescribedWish } from "@/store/dialogStore";
import type { DraftPlan } from "@/store/draftPlan";
import { useWorkflow } from "@/store/useWorkflow";
import type { Draft } from "@/types/drafts";

/** A draft on the canvas that nobody has taken yet. */
export interface ShownDraft {
  /** The document it was drawn for. */
  workflow: string;
  draft: Draft;
  plan: DraftPlan;
  wish: DescribedWish;
}

const useDraft = create<{ shown: ShownDraft | null }>(() => ({ shown: null }));

/** The draft for the open document; null if there is none. */
export function useOpenDraft(): ShownDraft | null {
  const shown = useDraft((state) => state.shown);
  const id = useWorkflow(({ workflow }) => workflow?.id);
  return shown?.workflow === id ? shown : null;
}

export function showDraft(shown: ShownDraft): void {
  useDraft.setState({ shown });
}

export function leaveDraft(): void {
  useDraft.setState({ shown: null });
}
