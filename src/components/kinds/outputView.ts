import { SquareArrowOutUpRight } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { OutputFields } from "@/components/fields/OutputFields";
import { kinds } from "@/components/messages/kinds";
import { OutputNode } from "@/components/nodes/OutputNode";
import type { NodeView } from "./nodeView";

export const outputView: NodeView = {
  icon: SquareArrowOutUpRight,
  shape: "output",
  words: kinds.output,
  layout: { ...plainLayout, width: 320, height: 130 },
  Near: OutputNode,
  Fields: OutputFields,
  result: true,
  inToolbar: true,
};
