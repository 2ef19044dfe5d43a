import { lazy, Suspense } from "react";
import type { WorkflowNode } from "@/types/workflow";

const HeldSettings = lazy(() =>
  import("@/components/held/HeldSettings").then((module) => ({ default: module.HeldSettings })),
);

/** Loaded with the first node that holds a workflow. */
export function HeldGraphFields({ node }: { node: WorkflowNode }) {
  return (
    <Suspense fallback={null}>
      <HeldSettings node={node} />
    </Suspense>
  );
}
