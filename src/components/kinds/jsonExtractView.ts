import { Braces } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { JsonExtractFields } from "@/components/fields/JsonExtractFields";
import { kinds } from "@/components/messages/kinds";
import { JsonExtractNode } from "@/components/nodes/JsonExtractNode";
import type { NodeView } from "./nodeView";

export const jsonExtractView: NodeView = {
  icon: Braces,
  shape: "step",
  words: kinds.jsonExtract,
  layout: { ...plainLayout, height: 100 },
  Near: JsonExtractNode,
  Fields: JsonExtractFields,
  result: true,
};
