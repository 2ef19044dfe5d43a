import { UserRoundCheck } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ReviewFields } from "@/components/fields/ReviewFields";
import { kinds } from "@/components/messages/kinds";
import { ReviewNode } from "@/components/nodes/ReviewNode";
import type { NodeView } from "./nodeView";

export const reviewView: NodeView = {
  icon: UserRoundCheck,
  shape: "step",
  words: kinds.review,
  layout: { ...plainLayout, height: 150 },
  Near: ReviewNode,
  Fields: ReviewFields,
  result: false,
};
