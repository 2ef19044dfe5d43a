import { z } from "zod";
import { heldGraphShape, heldProblem, heldSettings } from "./heldGraph";
import type { NodeKind } from "./nodeKind";

const schema = z.object(heldGraphShape);

/** A saved workflow as a node: its named inputs and outputs are the ports, and it runs inside the same run. */
export const workflowNode: NodeKind<typeof schema> = {
  version: 1,
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
