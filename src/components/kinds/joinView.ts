import { Merge } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { JoinFields } from "@/components/fields/JoinFields";
import { kinds } from "@/components/messages/kinds";
import { JoinNode } from "@/components/nodes/JoinNode";
import type { NodeView } from "./nodeView";

export const joinView: NodeView = {
  icon: Merge,
  shape: "step",
  words: kinds.join,
  layout: { ...plainLayout, height: 128 },
  Near: JoinNode,
  Fields: JoinFields,
  result: true,
};
