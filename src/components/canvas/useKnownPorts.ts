import { type ReactFlowState, useStoreApi } from "@xyflow/react";
import { useState } from "react";

/** Stores that know already. */
const knowing = new WeakSet<object>();

/**
 * React Flow looks for the ports of a node when it is drawn for the first time, and from afar there are none to be
 * found: its wires would be gone. Where ports are follows from the document (`handlesOf`), so it need not look. Has to
 * stand above the canvas, which takes the function once.
 */
export function useKnownPorts(): void {
  const store = useStoreApi();
  useState(() => {
    if (knowing.has(store)) return;
    knowing.add(store);
    const { updateNodeInternals } = store.getState();
    store.setState({ updateNodeInternals: withoutForce(updateNodeInternals) });
  });
}

type Update = ReactFlowState["updateNodeInternals"];

/** What has another size is measured all the same, and the document's ports are taken again with that. */
export function withoutForce(update: Update): Update {
  return (updates, params) => {
    const unforced: typeof updates = new Map(updates);
    for (const [id, one] of updates) unforced.set(id, { ...one, force: false });
    return update(unforced, params);
  };
}
