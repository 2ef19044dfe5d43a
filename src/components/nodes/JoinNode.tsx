import type { NodeProps } from "@xyflow/react";
import { portKey, useListFlow } from "@/components/canvas/useListFlow";
import { nodes as words } from "@/components/messages/nodes";
import { Select } from "@/components/ui/Select";
import { edgesInto } from "@/store/graphIndex";
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
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const flow = useListFlow();
  const run = useNodeRun(id);
  if (node === undefined) return null;
  const separator = textOf(node, "separator");
  const wires = edgesInto(edges, id);
  const lists = wires.filter(({ source }) => flow.has(portKey(source.node, "output", source.port)));
  const isPreset = presets.some((preset) => preset.value === separator);
  const options = isPreset ? presets : [...presets, { value: separator, label: words.join.custom }];
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        <p className="text-ink-2">{words.join.parts(wires.length, lists.length)}</p>
        <div className="nodrag">
          <Select
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
