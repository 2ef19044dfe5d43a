import { SquareArrowOutUpRight } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { OutputFields } from "@/components/fields/OutputFields";
import { OutputNode } from "@/components/nodes/OutputNode";
import type { NodeView } from "./nodeView";

export const outputView: NodeView = {
  icon: SquareArrowOutUpRight,
  shape: "output",
  words: { name: "Output", hint: "Shows a result and gives it a name" },
  layout: { ...plainLayout, width: 320, height: 130 },
  Near: OutputNode,
  Fields: OutputFields,
  result: true,
  inToolbar: true,
};
