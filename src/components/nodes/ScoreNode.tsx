import type { NodeProps } from "@xyflow/react";
import { lazy, Suspense } from "react";
import { callsModels } from "@/lib/nodes/modelCalls";
import { useNode } from "@/store/useWorkflow";
import { NodeFooter } from "./NodeFooter";
import { NodeFrame } from "./NodeFrame";

const ScoreBody = lazy(() => import("./ScoreBody").then((module) => ({ default: module.ScoreBody })));

/** How good a value is: by which method, and what came of it. */
export function ScoreNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  if (node === undefined) return null;
  return (
    <NodeFrame node={node} selected={selected} footer={callsModels(node) ? <NodeFooter nodeId={id} /> : undefined}>
      <div className="flex flex-1 flex-col gap-2 px-3 pt-2.5 pb-3">
        <Suspense>
          <ScoreBody node={node} />
        </Suspense>
      </div>
    </NodeFrame>
  );
}
