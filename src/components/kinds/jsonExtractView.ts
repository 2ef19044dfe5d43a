import { Braces } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { JsonExtractFields } from "@/components/fields/JsonExtractFields";
import { JsonExtractNode } from "@/components/nodes/JsonExtractNode";
import type { NodeView } from "./nodeView";

export const jsonExtractView: NodeView = {
  icon: Braces,
  shape: "step",
  words: { name: "Pick from JSON", hint: "One field out of a JSON value" },
  layout: { ...plainLayout, height: 100 },
  Near: JsonExtractNode,
  Fields: JsonExtractFields,
  result: true,
};
