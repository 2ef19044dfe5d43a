import { z } from "zod";
import { defineTool, jsonResult } from "@/gateway/mcp/tool";
import { toToolSchema } from "@/gateway/mcp/toolSchema";
import type { Port } from "@/lib/graph/ports";
import { kindPurposes } from "@/lib/nodes/kindPurposes";
import type { NodeKind } from "@/lib/nodes/nodeKind";
import { kindOf, type NodeType, nodeKinds } from "@/lib/nodes/nodeKinds";

const types = Object.keys(nodeKinds) as [NodeType, ...NodeType[]];

export const listNodeKinds = defineTool({
  name: "list_node_kinds",
  title: "List kinds of nodes",
  description:
    'What workflows are built of: every kind of node with its purpose, the JSON schema of its settings (`data`), their defaults, and its input and output ports. Read it once before you build. A list wired into an input for one value runs the node once for each item. Example: {} or { "kinds": ["prompt", "llmGenerate"] }.',
  input: z.object({ kinds: z.array(z.enum(types)).optional().describe("Only these; all if left out.") }).strict(),
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async ({ kinds = types }) => jsonResult({ kinds: kinds.map(toKindView), wires }),
});

const wires =
  "A wire leads from an output to an input. An input takes one wire unless `many`. Text and json fit each other; image and file only themselves; any takes all. There are no circles.";

function toKindView(type: NodeType) {
  const kind = kindOf(type) as NodeKind; // of the table itself
  const data = toToolSchema(kind.schema);
  const defaults = kind.defaults();
  const { inputs, outputs } = kind.ports(defaults);
  return {
    type,
    purpose: kindPurposes[type],
    ...(kind.callsModels === undefined ? {} : { callsModels: kind.callsModels === true || "as its settings say" }),
    ...(kind.takesInput
      ? { takesInput: "A run can bring its content, under the name in data.input, else under the node's id." }
      : {}),
    ...{ data, defaults },
    /** With the defaults; settings can change them. */
    ports: { inputs: inputs.map(toPortView), outputs: outputs.map(toPortView) },
  };
}

function toPortView({ name, type, list, listIfArray, required, many, whole }: Port) {
  return {
    ...{ name, type },
    ...(list ? { list } : {}),
    ...(listIfArray ? { list: "if it is an array" } : {}),
    ...(required ? { required } : {}),
    ...(many ? { many } : {}),
    ...(whole ? { whole } : {}),
  };
}
