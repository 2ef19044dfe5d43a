import { Gauge } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ScoreFields } from "@/components/fields/ScoreFields";
import { kinds } from "@/components/messages/kinds";
import { ScoreNode } from "@/components/nodes/ScoreNode";
import type { NodeView } from "./nodeView";

export const scoreView: NodeView = {
  icon: Gauge,
  shape: "step",
  words: kinds.score,
  layout: { ...plainLayout, height: 190 },
  Near: ScoreNode,
  Fields: ScoreFields,
  result: true,
};
