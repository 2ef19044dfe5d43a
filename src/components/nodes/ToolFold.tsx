import { lazy, Suspense } from "react";
import type { ToolRuns } from "@/store/runTools";

// Most nodes use no tools.
const ToolCalls = lazy(() => import("./ToolCalls").then((module) => ({ default: module.ToolCalls })));

/** The calls of tools that a model made, folded away. */
export function ToolFold({ tools }: { tools: ToolRuns | undefined }) {
  if (tools === undefined || tools.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ToolCalls tools={tools} />
    </Suspense>
  );
}
