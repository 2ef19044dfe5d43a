import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { RunStatus, RunStep } from "@/types/run";
import { workflowStore } from "./useWorkflow";

/** A workflow from which one that it holds was opened. */
export interface TrailPlace {
  workflow: string;
  name: string;
  /** That holds it, and what it is called. */
  node: string;
}

export interface Trail {
  places: readonly TrailPlace[];
  /** The document that was opened last on this way; another one has left it. */
  at: string | null;
  /** The run whose nodes inside are shown, and where in it they are. */
  run: { id: string; status: RunStatus; path: readonly RunStep[] } | null;
}

const nowhere: Trail = { places: [], at: null, run: null };

export const heldTrail = createStore<Trail>(() => nowhere);

/** The way that led to the open document; nothing for one that was opened otherwise. */
export function useHeldTrail(): Trail {
  const trail = useStore(heldTrail);
  const open = useStore(workflowStore, ({ workflow }) => workflow?.id);
  return trail.at === open ? trail : nowhere;
}
