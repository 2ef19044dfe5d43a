import { FileText } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { FileFields } from "@/components/fields/FileFields";
import { kinds } from "@/components/messages/kinds";
import { FileInputNode } from "@/components/nodes/FileInputNode";
import type { NodeView } from "./nodeView";

export const fileInputView: NodeView = {
  icon: FileText,
  shape: "source",
  words: kinds.fileInput,
  layout: { ...plainLayout, height: 150 },
  Near: FileInputNode,
  Fields: FileFields,
  result: true,
};
