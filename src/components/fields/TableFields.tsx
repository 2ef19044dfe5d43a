import { lazy, Suspense } from "react";
import type { WorkflowNode } from "@/types/workflow";

const TableColumns = lazy(() => import("./TableColumns").then((module) => ({ default: module.TableColumns })));

/** The settings of a table, loaded when one is looked at. */
export function TableFields({ node }: { node: WorkflowNode }) {
  return (
    <Suspense>
      <TableColumns node={node} />
    </Suspense>
  );
}
