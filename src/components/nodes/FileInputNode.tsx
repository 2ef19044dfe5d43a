import type { NodeProps } from "@xyflow/react";
import { FileUp } from "lucide-react";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { ChooseFile } from "./ChooseFile";
import { FileFooter } from "./FileFooter";
import { FilePreview } from "./FilePreview";
import { ItemCount } from "./ItemCount";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { ACCEPTED_FILES, uploadFile } from "./uploadFile";
import { useFilePick } from "./useFilePick";

/** A text file, a table or a document; the document keeps only its name and its hash. */
export function FileInputNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const pick = useFilePick(ACCEPTED_FILES, async (file) => {
    const data = await uploadFile(file);
    if (data !== undefined) workflowActions().updateNodeData(id, data);
  });
  if (node === undefined) return null;
  const data = nodeKinds.fileInput.schema.safeParse(node.data).data;
  // The preview of a file that its run refused says no more than the run; that of a scan has the way on.
  const isUnderstood = run.status !== "failed" || run.error?.details?.scan === true;
  const footer = data?.asset && (
    <FileFooter fileName={data.fileName} bytes={data.asset.bytes} label={words.file.replace} onReplace={pick.choose} />
  );
  return (
    <NodeFrame node={node} selected={selected} footer={footer}>
      <div className="flex flex-1 flex-col gap-2 p-1.5" {...pick.dropTarget}>
        {data?.asset ? (
          <div className="flex flex-col gap-2 px-1.5 py-1">
            <p className="text-ink-2">{words.file.as[data.as]}</p>
            {isUnderstood && <FilePreview nodeId={id} data={data} />}
            <ItemCount nodeId={id} value={run.output?.items} />
            <NodeError nodeId={id} run={run} />
          </div>
        ) : (
          <ChooseFile
            icon={FileUp}
            label={words.file.choose}
            hint={words.file.drop}
            busy={pick.busy}
            onChoose={pick.choose}
          />
        )}
      </div>
      {pick.input}
    </NodeFrame>
  );
}
