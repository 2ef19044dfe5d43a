import { z } from "zod";
import { heldGraphShape, heldProblem, heldSettings } from "./heldGraph";
import type { NodeKind } from "./nodeKind";

const schema = z.object(heldGraphShape);

/** A saved workflow as a node: its named inputs and outputs are the ports, and it runs inside the same run. */
export const workflowNode: NodeKind<typeof schema> = {
  version: 1,
  purpose:
    "A saved workflow as one step, named by its id: its named inputs are inputs, its named outputs are outputs. Use it only where the person named a workflow.",
  schema,
  defaults: () => ({ workflow: "" }),
  ports: ({ ports }) => ({ inputs: ports?.inputs ?? [], outputs: ports?.outputs ?? [] }),
  problem: heldProblem,
  holdsGraph: true,
  resultSettings: heldSettings,
  execute: async ({ inputs, runGraph }) => {
    const { outputs, ...spent } = await runGraph(inputs);
    return { output: outputs, ...spent };
  },
};
