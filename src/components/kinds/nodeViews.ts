import { type NodeLook, titleWith, unknownLook } from "@/components/board/nodeLooks";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";
import { compareView } from "./compareView";
import { conditionView } from "./conditionView";
import { fileInputView } from "./fileInputView";
import { imageGenerateView } from "./imageGenerateView";
import { imageInputView } from "./imageInputView";
import { joinView } from "./joinView";
import { jsonExtractView } from "./jsonExtractView";
import { listView } from "./listView";
import { llmGenerateView } from "./llmGenerateView";
import type { NodeView } from "./nodeView";
import { noteView } from "./noteView";
import { outputView } from "./outputView";
import { promptView } from "./promptView";
import { repeatView } from "./repeatView";
import { requestView } from "./requestView";
import { reviewView } from "./reviewView";
import { scoreView } from "./scoreView";
import { tableView } from "./tableView";
import { transformView } from "./transformView";
import { workflowView } from "./workflowView";

/** The view of each kind of node, in the order of the palette. */
export const nodeViews = {
  prompt: promptView,
  llmGenerate: llmGenerateView,
  imageInput: imageInputView,
  list: listView,
  condition: conditionView,
  review: reviewView,
  output: outputView,
  fileInput: fileInputView,
  compare: compareView,
  imageGenerate: imageGenerateView,
  join: joinView,
  jsonExtract: jsonExtractView,
  score: scoreView,
  table: tableView,
  transform: transformView,
  workflow: workflowView,
  repeat: repeatView,
  request: requestView,
  note: noteView,
} satisfies Record<NodeType, NodeView>;

export const nodeTypes = Object.keys(nodeViews) as NodeType[]; // the keys of the table above

export function isNodeType(type: string): type is NodeType {
  return Object.hasOwn(nodeViews, type);
}

/** The view of a kind, or undefined for one that this version does not know. */
export function viewOf(type: string): NodeView | undefined {
  return isNodeType(type) ? nodeViews[type] : undefined;
}

export function lookOf(type: string): NodeLook {
  return viewOf(type) ?? unknownLook;
}

/** What the person calls the node; the name of its kind until they call it something. */
export function titleOf(node: WorkflowNode): string {
  return titleWith(lookOf, node);
}
