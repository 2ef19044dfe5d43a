import type { RunError, RunEvent } from "@/types/run";
import { isOwn } from "@/types/runPlace";

/** A node that failed, or an item of one. */
export interface FoundProblem {
  node: string;
  /** The place in a list, from 0. */
  item?: number;
  error: RunError;
}

export interface RunProblems {
  add(event: RunEvent): void;
  /** The first of them. */
  told(): FoundProblem[];
}

/** Of a list with a thousand failed items, these are enough to see why. */
export const MAX_PROBLEMS = 20;

/**
 * What has failed in a run and was not mended since, from its events. A node that begins anew tells only the items that
 * it runs again, so that those of before stay until they are told anew.
 */
export function createRunProblems(): RunProblems {
  const found = new Map<string, FoundProblem>();
  const add = (event: RunEvent): void => {
    // What fails inside of a node is told by the node.
    if (!isOwn(event)) return;
    if (event.type === "node-start") found.delete(event.node);
    else if (event.type === "node-error") found.set(event.node, { node: event.node, error: event.error });
    else if (event.type === "node-item") {
      const { node, item, error } = event;
      const key = `${node} ${item}`;
      if (error === undefined) found.delete(key);
      else if (found.size < MAX_PROBLEMS) found.set(key, { node, item, error });
    }
  };
  return { add, told: () => [...found.values()].slice(0, MAX_PROBLEMS) };
}
