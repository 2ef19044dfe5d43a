import type { NodeProps } from "@xyflow/react";
import { ImageUp } from "lucide-react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { assetPath } from "@/store/endpoints";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { ChooseFile } from "./ChooseFile";
import { FileFooter } from "./FileFooter";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { ACCEPTED_IMAGES, uploadPicture } from "./uploadPicture";
import { useFilePick } from "./useFilePick";

/** A picture, chosen or dropped; the document keeps only its name and its hash. */
export function ImageInputNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const run = useNodeRun(id);
  const pick = useFilePick(ACCEPTED_IMAGES, async (file) => {
    const data = await uploadPicture(file);
    if (data !== undefined) workflowActions().updateNodeData(id, { ...data });
  });
  if (node === undefined) return null;
  const picture = pictureOf(node.data);
  const footer = picture && <FileFooter {...picture} label={words.image.replace} onReplace={pick.choose} />;
  return (
    <NodeFrame node={node} selected={selected} footer={footer}>
      <div className="flex min-h-[132px] flex-col p-1.5" {...pick.dropTarget}>
        {picture ? (
          // biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off
          <img
            src={picture.src}
            alt={words.image.alt(picture.fileName ?? titleOf(node))}
            draggable={false}
            className="h-[120px] w-full rounded-control object-cover"
          />
        ) : (
          <ChooseFile
            icon={ImageUp}
            label={words.image.choose}
            hint={words.image.drop}
            busy={pick.busy}
            onChoose={pick.choose}
          />
        )}
      </div>
      <div className="px-3 pb-2.5 empty:hidden">
        <NodeError nodeId={id} run={run} />
      </div>
      {pick.input}
    </NodeFrame>
  );
}

interface Picture {
  src: string;
  fileName?: string;
  bytes?: number;
}

function pictureOf(data: Record<string, unknown>): Picture | undefined {
  const parsed = nodeKinds.imageInput.schema.safeParse(data);
  if (!parsed.success) return undefined;
  const { asset, dataUrl, fileName } = parsed.data;
  if (asset !== undefined) return { src: assetPath(asset), fileName, bytes: asset.bytes };
  return dataUrl === undefined ? undefined : { src: dataUrl, fileName };
}
