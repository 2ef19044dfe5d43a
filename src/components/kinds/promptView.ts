import { TextCursorInput } from "lucide-react";
import { HEADER_HEIGHT, PLACEHOLDER_ROW, plainLayout } from "@/components/board/portLayout";
import { PromptFields } from "@/components/fields/PromptFields";
import { kinds } from "@/components/messages/kinds";
import { PromptNode } from "@/components/nodes/PromptNode";
import type { NodeView } from "./nodeView";

export const promptView: NodeView = {
  icon: TextCursorInput,
  shape: "source",
  words: kinds.prompt,
  layout: {
    ...plainLayout,
    height: 116,
    firstInput: HEADER_HEIGHT + 8 + PLACEHOLDER_ROW / 2,
    inputStep: PLACEHOLDER_ROW,
    quietInput: "data",
  },
  Near: PromptNode,
  Fields: PromptFields,
  result: false,
  inToolbar: true,
};
