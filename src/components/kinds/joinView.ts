import { Merge } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { JoinFields } from "@/components/fields/JoinFields";
import { JoinNode } from "@/components/nodes/JoinNode";
import type { NodeView } from "./nodeView";

export const joinView: NodeView = {
  icon: Merge,
  shape: "step",
  words: { name: "Join", hint: "Several texts, or a list, as one" },
  layout: { ...plainLayout, height: 128 },
  Near: JoinNode,
  Fields: JoinFields,
  result: true,
};
