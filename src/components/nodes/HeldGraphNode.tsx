import type { NodeProps } from "@xyflow/react";
import { lazy, Suspense } from "react";
import { useLook } from "@/components/board/nodeLooks";
import { placePorts } from "@/components/board/portLayout";
import { cachedPortsOf } from "@/store/nodePorts";
import { useNodeRun } from "@/store/useRun";
import { useNode } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { PortNames } from "./PortNames";

const HeldGraphBody = lazy(() => import("./HeldGraphBody").then((module) => ({ default: module.HeldGraphBody })));

/** A workflow inside of another: its name above, and beside each port what it is called. */
export function HeldGraphNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const { layout } = useLook(node?.type ?? "");
  if (node === undefined) return null;
  const { inputs, outputs } = placePorts(layout, cachedPortsOf(node));
  const rows = Math.max(inputs.length, outputs.length);
  return (
    <NodeFrame node={node} selected={selected}>
      <Suspense fallback={null}>
        <HeldGraphBody node={node} run={run} />
      </Suspense>
      {/* Room for the names of the ports, which stand beside them. */}
      <div style={{ height: rows * 30 }} />
      <div className="px-3 pb-2 empty:hidden">
        <NodeError nodeId={id} run={run} />
      </div>
      <PortNames ports={inputs} side="input" />
      <PortNames ports={outputs} side="output" />
    </NodeFrame>
  );
}
