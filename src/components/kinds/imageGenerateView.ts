import { Brush } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ImageGenerateFields } from "@/components/fields/ImageGenerateFields";
import { kinds } from "@/components/messages/kinds";
import { ImageGenerateNode } from "@/components/nodes/ImageGenerateNode";
import type { NodeView } from "./nodeView";

export const imageGenerateView: NodeView = {
  icon: Brush,
  shape: "model",
  words: kinds.imageGenerate,
  layout: { ...plainLayout, height: 206, firstInput: 104, firstOutput: 104 },
  Near: ImageGenerateNode,
  Fields: ImageGenerateFields,
  result: true,
};
