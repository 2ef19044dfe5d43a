import {
  CircleHelp,
  Image as ImageIcon,
  type LucideIcon,
  Merge,
  Sparkles,
  SquareArrowOutUpRight,
  StickyNote,
  TextCursorInput,
} from "lucide-react";
import { nodes as words } from "@/components/messages/nodes";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";

/** How each kind is shown in toolbars, menus and title bars; the order is that of the toolbar. */
export const nodeCatalogue: Record<NodeType, { icon: LucideIcon; name: string; hint: string }> = {
  prompt: { icon: TextCursorInput, ...words.kinds.prompt },
  llmGenerate: { icon: Sparkles, ...words.kinds.llmGenerate },
  imageInput: { icon: ImageIcon, ...words.kinds.imageInput },
  join: { icon: Merge, ...words.kinds.join },
  output: { icon: SquareArrowOutUpRight, ...words.kinds.output },
  note: { icon: StickyNote, ...words.kinds.note },
};

export const nodeTypes = Object.keys(nodeCatalogue) as NodeType[]; // the keys of the record above

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
