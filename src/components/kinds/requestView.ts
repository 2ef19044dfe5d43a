import { Send } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { RequestFields } from "@/components/fields/RequestFields";
import { kinds } from "@/components/messages/kinds";
import { RequestNode } from "@/components/nodes/RequestNode";
import type { NodeView } from "./nodeView";

export const requestView: NodeView = {
  icon: Send,
  shape: "step",
  words: kinds.request,
  layout: { ...plainLayout, height: 120 },
  Near: RequestNode,
  Fields: RequestFields,
  result: true,
};
