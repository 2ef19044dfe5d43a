import type { NodeProps } from "@xyflow/react";
import { ImageUp } from "lucide-react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { assetPath } from "@/store/endpoints";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import type { AssetRef } from "@/types/run";
import { ChooseFile } from "./ChooseFile";
import { FileFooter } from "./FileFooter";
import { openLightbox } from "./lightboxUi";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { PictureTile } from "./PictureTile";
import { fileNameOf, type Picture as ShownPicture } from "./picture";
import { droppedPicture, imageDataOf } from "./pictureDrag";
import { ACCEPTED_IMAGES, uploadPicture } from "./uploadPicture";
import { useFilePick } from "./useFilePick";

/** A picture, chosen or dropped; the document keeps only its name and its hash. */
export function ImageInputNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const run = useNodeRun(id);
  const take = (data: Record<string, unknown>) => workflowActions().updateNodeData(id, data);
  const pick = useFilePick(
    ACCEPTED_IMAGES,
    async (file) => {
      const data = await uploadPicture(file);
      if (data !== undefined) take({ ...data });
    },
    (data) => {
      const picture = droppedPicture(data);
      if (picture !== undefined) take(imageDataOf(picture));
      return picture !== undefined;
    },
  );
  if (node === undefined) return null;
  const picture = pictureOf(node.data);
  const footer = picture && <FileFooter {...picture} label={words.image.replace} onReplace={pick.choose} />;
  return (
    <NodeFrame node={node} selected={selected} footer={footer}>
      <div className="flex min-h-[132px] flex-col p-1.5" {...pick.dropTarget}>
        {picture ? (
          <PictureTile
            picture={toTilePicture(picture, titleOf(node))}
            alt={words.image.alt(picture.fileName ?? titleOf(node))}
            isCut
            className="h-[120px] w-full"
            onOpen={() => openLightbox([toTilePicture(picture, titleOf(node))], 0, id)}
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
  asset?: AssetRef;
  fileName?: string;
  bytes?: number;
}

function toTilePicture({ src, asset, fileName }: Picture, title: string): ShownPicture {
  const mime = asset?.mime ?? /^data:([^;]+)/.exec(src)?.[1] ?? "";
  return { src, asset, mime, fileName: fileName ?? fileNameOf(title, mime) };
}

function pictureOf(data: Record<string, unknown>): Picture | undefined {
  const parsed = nodeKinds.imageInput.schema.safeParse(data);
  if (!parsed.success) return undefined;
  const { asset, dataUrl, fileName } = parsed.data;
  if (asset !== undefined) return { src: assetPath(asset), asset, fileName, bytes: asset.bytes };
  return dataUrl === undefined ? undefined : { src: dataUrl, fileName };
}
