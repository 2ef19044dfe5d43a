import type { NodePorts } from "@/lib/graph/ports";
import type { WorkflowNode } from "@/types/workflow";
import { compareNode } from "./compareNode";
import { conditionNode } from "./conditionNode";
import { fileInputNode } from "./fileInputNode";
import { imageGenerateNode } from "./imageGenerateNode";
import { imageInputNode } from "./imageInputNode";
import { joinNode } from "./joinNode";
import { jsonExtractNode } from "./jsonExtractNode";
import { listNode } from "./listNode";
import { llmGenerateNode } from "./llmGenerateNode";
import type { NodeKind } from "./nodeKind";
import { noteNode } from "./noteNode";
import { outputNode } from "./outputNode";
import { promptNode } from "./promptNode";
import { repeatNode } from "./repeatNode";
import { requestNode } from "./requestNode";
import { reviewNode } from "./reviewNode";
import { scoreNode } from "./scoreNode";
import { tableNode } from "./tableNode";
import { transformNode } from "./transformNode";
import { workflowNode } from "./workflowNode";

/** Every kind of node. A new kind is a file and a line here. */
export const nodeKinds = {
  prompt: promptNode,
  imageInput: imageInputNode,
  fileInput: fileInputNode,
  list: listNode,
  llmGenerate: llmGenerateNode,
  imageGenerate: imageGenerateNode,
  compare: compareNode,
  join: joinNode,
  jsonExtract: jsonExtractNode,
  transform: transformNode,
  request: requestNode,
  condition: conditionNode,
  score: scoreNode,
  review: reviewNode,
  table: tableNode,
  workflow: workflowNode,
  repeat: repeatNode,
  output: outputNode,
  note: noteNode,
};

export type NodeType = keyof typeof nodeKinds;

/** The kind of a node, or undefined for one that this version does not know. */
export function kindOf(type: string): NodeKind | undefined {
  // Each kind checks its own data before it reads it, so that the table may be seen as kinds of anything.
  return Object.hasOwn(nodeKinds, type) ? (nodeKinds as unknown as Record<string, NodeKind>)[type] : undefined;
}

const noPorts: NodePorts = { inputs: [], outputs: [] };

/**
 * The ports of a node as its data stands, with the usual value for a setting that is missing: what is to be put right
 * must be seen. None for an unknown kind or for data that does not fit its kind.
 */
export function portsOf(node: Pick<WorkflowNode, "type" | "data">): NodePorts {
  const kind = kindOf(node.type);
  if (kind === undefined) return noPorts;
  const data = kind.schema.safeParse(node.data);
  if (data.success) return kind.ports(data.data);
  // Every kind keeps its settings in an object.
  const completed = kind.schema.safeParse({ ...(kind.defaults() as object), ...node.data });
  return completed.success ? kind.ports(completed.data) : noPorts;
}
