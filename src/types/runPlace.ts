import type { RunEventBody, RunStep } from "./run";

/** Something in a run: a node, one of its items, one of its calls, inside which graphs. */
export interface RunPlace {
  path?: readonly RunStep[];
  node: string;
  item?: number;
  call?: string;
}

/** The place alone, of something that says more. */
export function toPlace({ path, node, item, call }: RunPlace) {
  return {
    node,
    ...(path === undefined || path.length === 0 ? {} : { path: [...path] }),
    ...(item === undefined ? {} : { item }),
    ...(call === undefined ? {} : { call }),
  };
}

/** Equal for equal places, as a key of a table. */
export function placeKey({ path, node, item, call }: RunPlace): string {
  const steps = path?.map(stepKey).join("/") ?? "";
  return JSON.stringify([steps, node, item, call]);
}

/** A step into a graph as a key of a table. Ids have no dots. */
export function stepKey({ node, item, round }: RunStep): string {
  return `${node}.${item ?? ""}.${round ?? ""}`;
}

/** Whether an event is of the document that runs, and not of a graph inside one of its nodes. */
export function isOwn(event: RunEventBody): boolean {
  return !("path" in event) || event.path === undefined;
}
