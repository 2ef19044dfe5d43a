import { Image as ImageIcon } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ImageFields } from "@/components/fields/ImageFields";
import { ImageInputNode } from "@/components/nodes/ImageInputNode";
import type { NodeView } from "./nodeView";

export const imageInputView: NodeView = {
  icon: ImageIcon,
  shape: "source",
  words: { name: "Image", hint: "A picture for models that can see" },
  layout: { ...plainLayout, height: 206, firstOutput: 110 },
  Near: ImageInputNode,
  Fields: ImageFields,
  result: false,
  inToolbar: true,
};
