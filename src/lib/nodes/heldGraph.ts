import { z } from "zod";
import type { Port } from "@/lib/graph/ports";
import { idSchema, type WorkflowNode } from "@/types/workflow";
import { mapSettingsSchema } from "./mapSettings";

const portSchema = z.object({
  name: z.string().min(1).max(100),
  type: z.enum(["text", "image", "file", "json", "any"]),
  list: z.boolean().optional(),
  listIfArray: z.boolean().optional(),
  spread: z.boolean().optional(),
  whole: z.boolean().optional(),
  required: z.boolean().optional(),
  many: z.boolean().optional(),
  label: z.string().max(200).optional(),
}) satisfies z.ZodType<Port>;

/** The inputs and outputs of a workflow, as the node that holds it shows them. */
const graphInterfaceSchema = z.object({
  /** What it is called. */
  name: z.string().max(200).optional(),
  inputs: z.array(portSchema).max(1000),
  outputs: z.array(portSchema).max(1000),
  /** Of all in it that shapes a result. */
  digest: z.string().max(64).optional(),
});
export type GraphInterface = z.infer<typeof graphInterfaceSchema>;

/** The settings of a node that holds a graph. */
export const heldGraphShape = {
  /** Its id; empty until one is chosen. */
  workflow: z.union([idSchema, z.literal("")]),
  /** The revision that runs, whatever was saved since; the newest if absent. */
  revision: z.int().nonnegative().optional(),
  /** As it was last seen: a server that runs it looks again. */
  ports: graphInterfaceSchema.optional(),
  ...mapSettingsSchema.shape,
};
export type HeldGraph = z.infer<z.ZodObject<typeof heldGraphShape>>;

const heldGraphSchema = z.object(heldGraphShape);
const holders: ReadonlySet<string> = new Set(["workflow", "repeat"]);

/** What a node holds: undefined for other kinds, and as long as no workflow is chosen. */
export function heldGraphOf({ type, data }: Pick<WorkflowNode, "type" | "data">): HeldGraph | undefined {
  const held = holders.has(type) ? heldGraphSchema.safeParse(data).data : undefined;
  return held?.workflow === "" ? undefined : held;
}

/** One name for a workflow as a node holds it: the newest of it, or one revision. */
export function heldKey({ workflow, revision }: Pick<HeldGraph, "workflow" | "revision">): string {
  return revision === undefined ? workflow : `${workflow}@${revision}`;
}

/** In words that follow the node's name. */
export function heldProblem({ workflow }: Pick<HeldGraph, "workflow">): string | undefined {
  return workflow === "" ? "has no workflow yet: choose one" : undefined;
}

/** What of it shapes a result. */
export function heldSettings({ workflow, revision, ports }: HeldGraph) {
  return { workflow, revision, digest: ports?.digest };
}
