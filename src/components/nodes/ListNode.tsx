import type { NodeProps } from "@xyflow/react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { edgesInto } from "@/store/graphIndex";
import { useNodeRun } from "@/store/useRun";
import { useNode, useWorkflow, workflowActions } from "@/store/useWorkflow";
import { AutoTextArea } from "./AutoTextArea";
import { FirstRows } from "./FirstRows";
import { formatCount } from "./format";
import { ItemCount } from "./ItemCount";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";
import { ACCEPTED_TEXT_FILES, readListFile } from "./uploadTextFile";
import { useFilePick } from "./useFilePick";
import { useListHead } from "./useRecords";

/** A text that is a list: what follows runs once for each of its items. */
export function ListNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const run = useNodeRun(id);
  const focused = useCanvasUi(isOpenIn("canvas", "writing", id));
  const isWired = useWorkflow(({ workflow }) => workflow !== null && edgesInto(workflow.edges, id).length > 0);
  const pick = useFilePick(ACCEPTED_TEXT_FILES, async (file) => {
    const data = await readListFile(file);
    if (data !== undefined) workflowActions().updateNodeData(id, data);
  });
  const head = useListHead(isWired ? undefined : node);
  if (node === undefined) return null;
  const split = nodeKinds.list.schema.safeParse(node.data).data?.split ?? "lines";
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-1 flex-col" {...pick.dropTarget}>
        {isWired ? (
          <p className="px-3 py-2.5 text-ink-2">{words.list.wired}</p>
        ) : (
          <AutoTextArea
            value={textOf(node, "text")}
            label={words.list.label(titleOf(node))}
            placeholder={words.list.placeholder[split]}
            focused={focused}
            onChange={(text) => workflowActions().updateNodeData(id, { text })}
          />
        )}
        <div className="flex flex-col gap-2 px-3 pb-2.5">
          <div className="flex items-center justify-between text-ink-3 text-xs">
            <span>{words.list.split[split]}</span>
            {head && !run.output ? (
              <span className="tabular-nums">{words.list.count(head.count, formatCount(head.count))}</span>
            ) : (
              <ItemCount nodeId={id} value={run.output?.items} />
            )}
          </div>
          {head && (
            <section aria-label={words.list.preview}>
              <FirstRows {...head} />
            </section>
          )}
          <NodeError nodeId={id} run={run} />
        </div>
      </div>
    </NodeFrame>
  );
}
