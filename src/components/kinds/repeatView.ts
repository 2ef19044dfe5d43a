import { Repeat } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { HeldGraphFields } from "@/components/fields/HeldGraphFields";
import { kinds } from "@/components/messages/kinds";
import { HeldGraphNode } from "@/components/nodes/HeldGraphNode";
import type { NodeView } from "./nodeView";

export const repeatView: NodeView = {
  icon: Repeat,
  shape: "step",
  words: kinds.repeat,
  layout: { ...plainLayout, height: 180, firstInput: 126, firstOutput: 126 },
  Near: HeldGraphNode,
  Fields: HeldGraphFields,
  result: true,
};
