import { Image as ImageIcon } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ImageFields } from "@/components/fields/ImageFields";
import { kinds } from "@/components/messages/kinds";
import { ImageInputNode } from "@/components/nodes/ImageInputNode";
import type { NodeView } from "./nodeView";

export const imageInputView: NodeView = {
  icon: ImageIcon,
  shape: "source",
  words: kinds.imageInput,
  layout: { ...plainLayout, height: 206, firstOutput: 110 },
  Near: ImageInputNode,
  Fields: ImageFields,
  result: false,
  inToolbar: true,
};
