import type { NodeRun } from "./runReducer";

// Versions of a node's run whose words alone have grown since another one, and that one.
const grown = new WeakMap<NodeRun, NodeRun>();

/** Takes down that `next` is `node` with more words of its answer. */
export function growWords(node: NodeRun, next: NodeRun): NodeRun {
  grown.set(next, butWords(node));
  return next;
}

/**
 * The run of a node as it stood when its answer began to come: the same object until something else than the words
 * changes, so that what does not show them need not be drawn again.
 */
export function butWords(node: NodeRun): NodeRun {
  return grown.get(node) ?? node;
}
