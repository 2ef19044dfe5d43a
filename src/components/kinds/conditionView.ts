import { Split } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ConditionFields } from "@/components/fields/ConditionFields";
import { kinds } from "@/components/messages/kinds";
import { ConditionNode } from "@/components/nodes/ConditionNode";
import type { NodeView } from "./nodeView";

export const conditionView: NodeView = {
  icon: Split,
  shape: "step",
  words: kinds.condition,
  layout: { ...plainLayout, height: 150 },
  Near: ConditionNode,
  Fields: ConditionFields,
  result: false,
  inToolbar: true,
};
