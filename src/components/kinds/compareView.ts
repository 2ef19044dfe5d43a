import { Columns3 } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { CompareFields } from "@/components/fields/CompareFields";
import { kinds } from "@/components/messages/kinds";
import { CompareNode } from "@/components/nodes/CompareNode";
import type { NodeView } from "./nodeView";

export const compareView: NodeView = {
  icon: Columns3,
  shape: "model",
  words: kinds.compare,
  layout: { ...plainLayout, height: 160, quietInput: "system" },
  Near: CompareNode,
  Fields: CompareFields,
  result: true,
};
