import type { NodeProps, NodeTypes } from "@xyflow/react";
import { type ComponentType, memo } from "react";
import { ErrorBoundary } from "@/components/ErrorBoundary";
import { CompareNode } from "@/components/nodes/CompareNode";
import { ConditionNode } from "@/components/nodes/ConditionNode";
import { FarNode } from "@/components/nodes/FarNode";
import { FileInputNode } from "@/components/nodes/FileInputNode";
import { ImageInputNode } from "@/components/nodes/ImageInputNode";
import { JoinNode } from "@/components/nodes/JoinNode";
import { JsonExtractNode } from "@/components/nodes/JsonExtractNode";
import { ListNode } from "@/components/nodes/ListNode";
import { LLMGenerateNode } from "@/components/nodes/LLMGenerateNode";
import { NodeFault } from "@/components/nodes/NodeFault";
import { NoteNode } from "@/components/nodes/NoteNode";
import { OutputNode } from "@/components/nodes/OutputNode";
import { PlaceholderNode } from "@/components/nodes/PlaceholderNode";
import { PromptNode } from "@/components/nodes/PromptNode";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { viewTypeOf } from "./canvasElements";
import { useIsFar } from "./far";

const views: Record<NodeType | "placeholder", ComponentType<NodeProps>> = {
  prompt: PromptNode,
  imageInput: ImageInputNode,
  fileInput: FileInputNode,
  list: ListNode,
  llmGenerate: LLMGenerateNode,
  compare: CompareNode,
  join: JoinNode,
  jsonExtract: JsonExtractNode,
  condition: ConditionNode,
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
    const isFar = useIsFar();
    return (
      <ErrorBoundary fallback={(retry) => <NodeFault id={props.id} onRetry={retry} />}>
        {isFar ? <FarNode id={props.id} selected={props.selected} /> : <Near {...props} />}
      </ErrorBoundary>
    );
  });
}
