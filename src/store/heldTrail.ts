import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { heldGraphOf } from "@/lib/nodes/heldGraph";
import type { RunStep } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { innerRunsOf } from "./innerRuns";
import { openWorkflow } from "./session";
import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** A workflow from which one that it holds was opened. */
export interface TrailPlace {
  workflow: string;
  name: string;
  /** That holds it, and what it is called. */
  node: string;
}

interface Trail {
  places: readonly TrailPlace[];
  /** The document that was opened last on this way; another one has left it. */
  at: string | null;
  /** The run whose nodes inside are shown, and where in it they are. */
  run: { id: string; status: ShownStatus; path: readonly RunStep[] } | null;
}

type ShownStatus = Parameters<ReturnType<typeof runStore.getState>["follow"]>[0]["status"];

const nowhere: Trail = { places: [], at: null, run: null };

export const heldTrail = createStore<Trail>(() => nowhere);

/** The way that led to the open document; nothing for one that was opened otherwise. */
export function useHeldTrail(): Trail {
  const trail = useStore(heldTrail);
  const open = useStore(workflowStore, ({ workflow }) => workflow?.id);
  return trail.at === open ? trail : nowhere;
}

/** Opens what a node holds, with the results that the shown run has inside of it. @throws AppError `not_found` */
export async function openHeld(node: WorkflowNode): Promise<void> {
  const held = heldGraphOf(node);
  const { workflow } = workflowStore.getState();
  if (held === undefined || workflow === null) return;
  const { run } = runStore.getState();
  const newest = innerRunsOf(run, node.id).at(-1);
  const { places, at, run: before } = heldTrail.getState();
  const isOnTheWay = at === workflow.id;
  const place = { workflow: workflow.id, name: workflow.name, node: node.id };
  await openWorkflow(held.workflow);
  const outer = isOnTheWay ? (before?.path ?? []) : [];
  const { id, status } = run;
  const shown =
    newest === undefined || id === null || status === "idle" ? null : { id, status, path: [...outer, newest.step] };
  heldTrail.setState({ places: isOnTheWay ? [...places, place] : [place], at: held.workflow, run: shown });
  if (shown !== null) showInner(shown);
}

/** Shows another item or round of the same node. */
export function showStep(step: RunStep): void {
  const { run } = heldTrail.getState();
  if (run === null) return;
  const shown = { ...run, path: [...run.path.slice(0, -1), step] };
  heldTrail.setState({ run: shown });
  showInner(shown);
}

/** Goes back to one of the places, and selects the node that led on from there. @throws AppError `not_found` */
export async function goBackTo(index: number): Promise<void> {
  const { places, run } = heldTrail.getState();
  const place = places[index];
  if (place === undefined) return;
  await openWorkflow(place.workflow);
  const shown = run === null || index === 0 ? null : { ...run, path: run.path.slice(0, index) };
  heldTrail.setState({ places: places.slice(0, index), at: index === 0 ? null : place.workflow, run: shown });
  workflowStore.getState().select({ nodes: [place.node], edges: [] });
  if (shown !== null) showInner(shown);
}

function showInner({ id, status, path }: NonNullable<Trail["run"]>): void {
  runStore.getState().follow({ id, status }, { isGhost: true, within: path });
}
