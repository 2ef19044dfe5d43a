import { z } from "zod";
import { inWords } from "@/gateway/mcp/toolSchema";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Settings } from "@/types/api";
import {
  type Endpoint,
  endpointSchema,
  idSchema,
  inputKinds,
  MAX_NODES,
  type Workflow,
  type WorkflowNode,
  workflowLayoutSchema,
  workflowNodeSchema,
  workflowSchema,
  workflowSettingsSchema,
} from "@/types/workflow";
import { placeNodes } from "./placeNodes";

const endSchema = z
  .union([z.string().regex(/^[A-Za-z0-9_-]{1,64}\..{1,100}$/, 'write an end as "node.port"'), endpointSchema])
  .describe('"node.port", such as "ask.text", or { node, port }');

/** A workflow as a program writes it: what can be told from the rest may be left out. */
export const givenWorkflowSchema = z
  .looseObject({
    id: idSchema.optional().describe("Of a saved workflow; left out for a new one."),
    revision: z.int().nonnegative().optional().describe("The one that was read, where a saved workflow is changed."),
    name: z.string().min(1).max(200),
    nodes: z
      .array(
        workflowNodeSchema.extend({
          type: workflowNodeSchema.shape.type.describe("A kind of list_node_kinds."),
          data: workflowNodeSchema.shape.data.default({}).describe("Settings; those left out have their defaults."),
        }),
      )
      .max(MAX_NODES),
    edges: z.array(z.object({ id: idSchema.optional(), source: endSchema, target: endSchema })).max(10 * MAX_NODES),
    settings: workflowSettingsSchema
      .meta(
        inWords(
          `What it is as a tool: { "offer": true, "description": "…", "inputs": { "<name>": { "kind": ${inputKinds.map((kind) => `"${kind}"`).join(" | ")}, "title", "hint", "default", "required", "options" } } }.`,
        ),
      )
      .optional(),
    layout: workflowLayoutSchema
      .meta(inWords("Where nodes stand on the canvas. Leave it out: it is worked out, or stays as it is."))
      .optional(),
  })
  .describe("A workflow: nodes, and wires from outputs to inputs.");
export type GivenWorkflow = z.infer<typeof givenWorkflowSchema>;

/** Under which a workflow runs that was never saved. */
const UNSAVED_ID = "mcp";

/**
 * The document that was meant: with defaults of settings, ids of wires and places of nodes, and with the model that
 * new nodes of this person have. @throws ZodError for what no document can hold
 */
export function toWorkflow(given: GivenWorkflow, { nodeDefaults }: Pick<Settings, "nodeDefaults">): Workflow {
  const { edges, nodes, layout, ...rest } = given;
  const taken = new Set(edges.flatMap(({ id }) => id ?? []));
  let count = 0;
  const nextId = (): string => {
    count++;
    return taken.has(`wire-${count}`) ? nextId() : `wire-${count}`;
  };
  const document = {
    ...{ format: "patchbay/workflow", version: 1, id: UNSAVED_ID, revision: 0 },
    ...rest,
    nodes: nodes.map((node) => withDefaults(node, nodeDefaults)),
    edges: edges.map(({ id = nextId(), source, target }) => ({ id, source: toEnd(source), target: toEnd(target) })),
    layout: layout ?? { nodes: {} },
  };
  return placeNodes(workflowSchema.parse(document));
}

function toEnd(end: string | Endpoint): Endpoint {
  if (typeof end !== "string") return end;
  const dot = end.indexOf(".");
  return { node: end.slice(0, dot), port: end.slice(dot + 1) };
}

function withDefaults(node: WorkflowNode, nodeDefaults: Settings["nodeDefaults"]): WorkflowNode {
  const kind = kindOf(node.type);
  if (kind === undefined) return node;
  const chosen = chosenFor(node, nodeDefaults);
  const defaults = { ...(kind.defaults() as object), ...chosen }; // every kind keeps its settings in an object
  return { ...node, data: { ...withoutUndefined(defaults), ...node.data } };
}

/** The person's own model, where a node that asks one names none. */
function chosenFor({ type, data }: WorkflowNode, { provider, model, account }: Settings["nodeDefaults"]): object {
  if (provider === undefined || model === undefined) return {};
  const own = withoutUndefined({ provider, model, account });
  if (type === "score" && data.method === "judge") return { judges: [own] };
  return type === "llmGenerate" && data.model === undefined && data.provider === undefined ? own : {};
}

function withoutUndefined(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
