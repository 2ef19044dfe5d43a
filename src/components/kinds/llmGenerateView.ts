import { Sparkles } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { LlmFields } from "@/components/fields/LlmFields";
import { kinds } from "@/components/messages/kinds";
import { LLMGenerateNode } from "@/components/nodes/LLMGenerateNode";
import type { NodeView } from "./nodeView";

export const llmGenerateView: NodeView = {
  icon: Sparkles,
  shape: "model",
  words: kinds.llmGenerate,
  layout: { ...plainLayout, height: 190, firstInput: 104, firstOutput: 104, quietInput: "system" },
  Near: LLMGenerateNode,
  Fields: LlmFields,
  result: true,
  inToolbar: true,
};
