import { z } from "zod";
import { type Child, type Children, toChild } from "@/lib/nodes/heldChildren";
import { workflowSchema } from "@/types/workflow";
import { type AccountChange, withAccount } from "./withAccount";

/** The documents of the graphs in a run, inner ones first, each under its `heldKey`. */
export const keptChildrenSchema = z.array(
  z.object({ key: z.string(), digest: z.string().optional(), workflow: workflowSchema }),
);
export type KeptChildren = z.infer<typeof keptChildrenSchema>;

export function toKept(children: Children): KeptChildren {
  return Array.from(children, ([key, { workflow, ports }]) => ({ key, digest: ports.digest, workflow }));
}

/** As they run now: with the accounts that a person has put in the place of others since. */
export function fromKept(kept: KeptChildren, changes: readonly AccountChange[]): Children {
  const children = new Map<string, Child>();
  for (const { key, digest, workflow } of kept) {
    const graph = changes.reduce(withAccount, { nodes: workflow.nodes, edges: workflow.edges });
    children.set(key, toChild({ ...workflow, ...graph }, children, digest));
  }
  return children;
}
