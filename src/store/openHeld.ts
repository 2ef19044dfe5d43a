import { heldGraphOf } from "@/lib/nodes/heldGraph";
import type { RunStep } from "@/types/run";
import { stepKey } from "@/types/runPlace";
import type { WorkflowNode } from "@/types/workflow";
import { readRun } from "./endpoints";
import { heldTrail, type Trail } from "./heldTrail";
import { byPlace, innerRunsOf, pathKey } from "./innerRuns";
import { openWorkflow } from "./session";
import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

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
  runStore.getState().follow({ id, status }, { within: path });
}

/** All items and rounds in which the node at the end of a path ran, in order. @throws AppError `not_found` */
export async function heldSteps(run: string, path: readonly RunStep[]): Promise<RunStep[]> {
  const { events } = await readRun(run);
  const last = path.length - 1;
  const outer = pathKey(path.slice(0, last));
  const steps = new Map<string, RunStep>();
  for (const event of events) {
    const way = "path" in event ? event.path : undefined;
    const step = way?.[last];
    if (way === undefined || step === undefined || step.node !== path[last]?.node) continue;
    if (pathKey(way.slice(0, last)) === outer) steps.set(stepKey(step), step);
  }
  return [...steps.values()].sort(byPlace);
}
