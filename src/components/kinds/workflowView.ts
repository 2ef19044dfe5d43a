import { Workflow } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { HeldGraphFields } from "@/components/fields/HeldGraphFields";
import { kinds } from "@/components/messages/kinds";
import { HeldGraphNode } from "@/components/nodes/HeldGraphNode";
import type { NodeView } from "./nodeView";

export const workflowView: NodeView = {
  icon: Workflow,
  shape: "step",
  words: kinds.workflow,
  layout: { ...plainLayout, height: 150, firstInput: 96, firstOutput: 96 },
  Near: HeldGraphNode,
  Fields: HeldGraphFields,
  result: true,
};
