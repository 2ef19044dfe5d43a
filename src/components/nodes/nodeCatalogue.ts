import {
  Braces,
  CircleHelp,
  Columns3,
  FileText,
  Image as ImageIcon,
  List,
  type LucideIcon,
  Merge,
  Sparkles,
  Split,
  SquareArrowOutUpRight,
  StickyNote,
  TextCursorInput,
} from "lucide-react";
import { nodes as words } from "@/components/messages/nodes";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";

/** How each kind is shown in menus and title bars, in the order of the palette. */
export const nodeCatalogue: Record<NodeType, { icon: LucideIcon; name: string; hint: string }> = {
  prompt: { icon: TextCursorInput, ...words.kinds.prompt },
  llmGenerate: { icon: Sparkles, ...words.kinds.llmGenerate },
  imageInput: { icon: ImageIcon, ...words.kinds.imageInput },
  list: { icon: List, ...words.kinds.list },
  condition: { icon: Split, ...words.kinds.condition },
  output: { icon: SquareArrowOutUpRight, ...words.kinds.output },
  fileInput: { icon: FileText, ...words.kinds.fileInput },
  compare: { icon: Columns3, ...words.kinds.compare },
  join: { icon: Merge, ...words.kinds.join },
  jsonExtract: { icon: Braces, ...words.kinds.jsonExtract },
  note: { icon: StickyNote, ...words.kinds.note },
};

export const nodeTypes = Object.keys(nodeCatalogue) as NodeType[]; // the keys of the record above

/** The kinds that most people need; the others are one press of "More" away. */
export const toolbarTypes: readonly NodeType[] = ["prompt", "llmGenerate", "imageInput", "list", "condition", "output"];

export function isNodeType(type: string): type is NodeType {
  return Object.hasOwn(nodeCatalogue, type);
}

export function iconOf(type: string): LucideIcon {
  return isNodeType(type) ? nodeCatalogue[type].icon : CircleHelp;
}

/** What the person calls the node; the name of its kind until they call it something. */
export function titleOf(node: WorkflowNode): string {
  return node.title ?? (isNodeType(node.type) ? nodeCatalogue[node.type].name : words.unknownKind);
}
