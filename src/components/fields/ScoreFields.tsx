import { lazy, Suspense } from "react";
import type { WorkflowNode } from "@/types/workflow";

const ScoreSettings = lazy(() => import("./ScoreSettings").then((module) => ({ default: module.ScoreSettings })));

/** The settings of a score, loaded when one is looked at. */
export function ScoreFields({ node }: { node: WorkflowNode }) {
  return (
    <Suspense>
      <ScoreSettings node={node} />
    </Suspense>
  );
}
