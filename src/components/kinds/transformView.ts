import { FunctionSquare } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { TransformFields } from "@/components/fields/TransformFields";
import { kinds } from "@/components/messages/kinds";
import { TransformNode } from "@/components/nodes/TransformNode";
import type { NodeView } from "./nodeView";

export const transformView: NodeView = {
  icon: FunctionSquare,
  shape: "step",
  words: kinds.transform,
  layout: { ...plainLayout, height: 110 },
  Near: TransformNode,
  Fields: TransformFields,
  result: true,
};
