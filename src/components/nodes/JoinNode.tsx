import type { NodeProps } from "@xyflow/react";
import { portKey, useListFlow } from "@/components/board/useListFlow";
import { nodes as words } from "@/components/messages/nodes";
import { Select } from "@/components/ui/Select";
import { edgesInto } from "@/store/graphIndex";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { useNode, useWorkflow, workflowActions } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";

const { separators } = words.join;

const presets = [
  { value: "\n\n", label: separators.blankLine },
  { value: "\n", label: separators.line },
  { value: " ", label: separators.space },
  { value: ", ", label: separators.comma },
  { value: "", label: separators.nothing },
];

/** Several texts as one, in the order of their wires. */
export function JoinNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const wires = useWorkflow(({ workflow }) => (workflow === null ? 0 : edgesInto(workflow.edges, id).length));
  const lists = useListCount(id);
  const run = useNodeRun(id);
  const mayEdit = useMay("editor");
  if (node === undefined) return null;
  const separator = textOf(node, "separator");
  const isPreset = presets.some((preset) => preset.value === separator);
  const options = isPreset ? presets : [...presets, { value: separator, label: words.join.custom }];
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        <p className="text-ink-2">{words.join.parts(wires, lists)}</p>
        <div className="nodrag">
          <Select
            disabled={!mayEdit}
            aria-label={words.join.separator}
            value={separator}
            options={options}
            onChange={(next) => workflowActions().updateNodeData(id, { separator: next })}
          />
        </div>
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}

/** How many of a join's wires bring a list. */
function useListCount(id: string): number {
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const count = useListFlow(
    (flow) =>
      edgesInto(edges ?? [], id).filter(({ source }) => flow.has(portKey(source.node, "output", source.port))).length,
  );
  return count ?? 0;
}
