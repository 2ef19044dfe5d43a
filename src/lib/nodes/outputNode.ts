import { z } from "zod";
import type { NodeKind } from "./nodeKind";

const schema = z.object({
  name: z.string().max(100).optional(),
  format: z.enum(["auto", "markdown", "json", "text", "image"]).default("auto"),
});

/** Shows a value, or a list with the places of its failed items, and names it among the outputs of the run. */
export const outputNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ format: "auto" }),
  ports: () => ({ inputs: [{ name: "value", type: "any", whole: true, required: true }], outputs: [] }),
  restsUnwired: true,
  execute: async ({ inputs }) => ({ output: { value: inputs.value ?? null } }),
};
