import type { NodeProps } from "@xyflow/react";
import { ImageUp, RefreshCw } from "lucide-react";
import { useRef, useState } from "react";
import { nodes as words } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { Spinner } from "@/components/ui/Spinner";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { assetPath } from "@/store/endpoints";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { formatBytes } from "./format";
import { NodeFrame } from "./NodeFrame";
import { titleOf } from "./nodeCatalogue";
import { ACCEPTED_IMAGES, uploadPicture } from "./uploadPicture";

/** A picture, chosen or dropped; the document keeps only its name and its hash. */
export function ImageInputNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  if (node === undefined) return null;

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setBusy(true);
    const data = await uploadPicture(file);
    setBusy(false);
    if (data !== undefined) workflowActions().updateNodeData(id, { ...data });
  };
  const choose = () => input.current?.click();
  const picture = pictureOf(node.data);
  const title = titleOf(node);

  return (
    <NodeFrame node={node} selected={selected} footer={picture && <PictureFooter {...picture} onReplace={choose} />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a drop target; the button inside does the same */}
      <div
        className="p-1.5"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void take(event.dataTransfer.files[0]);
        }}
      >
        {picture ? (
          // biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off
          <img
            src={picture.src}
            alt={words.image.alt(picture.fileName ?? title)}
            draggable={false}
            className="h-[120px] w-full rounded-control object-cover"
          />
        ) : (
          <button
            type="button"
            onClick={choose}
            className="nodrag flex h-[120px] w-full flex-col items-center justify-center gap-1.5 rounded-control border border-line-strong border-dashed text-ink-2 hover:border-accent-ink hover:text-ink"
          >
            {busy ? <Spinner size={18} /> : <ImageUp size={18} strokeWidth={1.75} aria-hidden />}
            <span className="font-medium">{words.image.choose}</span>
            <span className="text-ink-3 text-xs">{words.image.drop}</span>
          </button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_IMAGES}
        tabIndex={-1}
        aria-hidden
        className="hidden"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </NodeFrame>
  );
}

interface Picture {
  src: string;
  fileName?: string;
  bytes?: number;
}

function PictureFooter({ fileName, bytes, onReplace }: Picture & { onReplace: () => void }) {
  return (
    <footer className="flex h-8 items-center gap-2 border-line border-t pr-1 pl-3 text-ink-3 text-xs">
      {fileName && <span className="truncate">{fileName}</span>}
      {bytes !== undefined && <span className="shrink-0">{formatBytes(bytes)}</span>}
      <IconButton
        label={words.image.replace}
        icon={RefreshCw}
        size="sm"
        className="nodrag ml-auto size-6"
        onClick={onReplace}
      />
    </footer>
  );
}

function pictureOf(data: Record<string, unknown>): Picture | undefined {
  const parsed = nodeKinds.imageInput.schema.safeParse(data);
  if (!parsed.success) return undefined;
  const { asset, dataUrl, fileName } = parsed.data;
  if (asset !== undefined) return { src: assetPath(asset), fileName, bytes: asset.bytes };
  return dataUrl === undefined ? undefined : { src: dataUrl, fileName };
}
