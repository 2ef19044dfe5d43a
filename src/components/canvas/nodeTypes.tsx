import { type NodeProps, type NodeTypes, useStore } from "@xyflow/react";
import { type ComponentType, memo } from "react";
import { FarNode } from "@/components/nodes/FarNode";
import { ImageInputNode } from "@/components/nodes/ImageInputNode";
import { JoinNode } from "@/components/nodes/JoinNode";
import { LLMGenerateNode } from "@/components/nodes/LLMGenerateNode";
import { NoteNode } from "@/components/nodes/NoteNode";
import { OutputNode } from "@/components/nodes/OutputNode";
import { PlaceholderNode } from "@/components/nodes/PlaceholderNode";
import { PromptNode } from "@/components/nodes/PromptNode";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { viewTypeOf } from "./canvasElements";
import { isFar } from "./isFar";

const views: Record<NodeType | "placeholder", ComponentType<NodeProps>> = {
  prompt: PromptNode,
  imageInput: ImageInputNode,
  llmGenerate: LLMGenerateNode,
  join: JoinNode,
  output: OutputNode,
  note: NoteNode,
  placeholder: PlaceholderNode,
};

/** The view of each kind of node; from afar all look alike. */
export const nodeTypes: NodeTypes = Object.fromEntries(
  Object.entries(views).map(([type, view]) => [viewTypeOf(type), withFarView(view)]),
);

function withFarView(Near: ComponentType<NodeProps>): ComponentType<NodeProps> {
  return memo(function NodeView(props: NodeProps) {
    return useStore(isFar) ? <FarNode id={props.id} selected={props.selected} /> : <Near {...props} />;
  });
}
