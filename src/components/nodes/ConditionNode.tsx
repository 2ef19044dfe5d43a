import type { NodeProps } from "@xyflow/react";
import { useLook } from "@/components/board/nodeLooks";
import { placePorts } from "@/components/board/portLayout";
import { nodes as words } from "@/components/messages/nodes";
import { Select } from "@/components/ui/Select";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { conditionOf, conditionTests, needsValue } from "./condition";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { NodeInput } from "./NodeInput";
import { PortNames } from "./PortNames";

/** A test that sends a value one way or the other. */
export function ConditionNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const mayEdit = useMay("editor");
  const { layout } = useLook("condition");
  if (node === undefined) return null;
  const { test, value } = conditionOf(node);
  const { outputs } = placePorts(layout, nodeKinds.condition.ports(nodeKinds.condition.defaults()));
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 py-2.5 pr-12 pl-3">
        <div className="nodrag">
          <Select
            disabled={!mayEdit}
            aria-label={words.condition.test}
            value={test}
            options={conditionTests}
            onChange={(next) => workflowActions().updateNodeData(id, { test: next })}
          />
        </div>
        {needsValue(test) && (
          <NodeInput
            mono={test === "matches"}
            label={words.condition.value}
            placeholder={test === "matches" ? words.condition.patternPlaceholder : words.condition.valuePlaceholder}
            value={value}
            onChange={(next) => workflowActions().updateNodeData(id, { value: next })}
          />
        )}
        <NodeError nodeId={id} run={run} />
      </div>
      <PortNames ports={outputs} side="output" />
    </NodeFrame>
  );
}
