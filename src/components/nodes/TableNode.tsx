import type { NodeProps } from "@xyflow/react";
import { nodes as words } from "@/components/messages/nodes";
import { headOfItems } from "@/lib/nodes/tableHead";
import { edgesInto } from "@/store/graphIndex";
import { useNodeRun } from "@/store/useRun";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import { FirstRows } from "./FirstRows";
import { ItemCount } from "./ItemCount";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";

/** Lists side by side: how many come in, and after a run the first rows with the way to all of them. */
export function TableNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const wires = useWorkflow(({ workflow }) => (workflow === null ? 0 : edgesInto(workflow.edges, id).length));
  const run = useNodeRun(id);
  if (node === undefined) return null;
  const rows = run.output?.rows;
  const head = Array.isArray(rows) ? headOfItems(rows) : undefined;
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        {head === undefined && <p className="text-ink-2">{words.table.columns(wires)}</p>}
        {head !== undefined && <FirstRows {...head} />}
        <ItemCount nodeId={id} value={rows} />
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
