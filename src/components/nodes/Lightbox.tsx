"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Copy, Download, ImagePlus, SquareSplitHorizontal, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useLook } from "@/components/board/nodeLooks";
import { messages } from "@/components/messages/en";
import { nodes } from "@/components/messages/nodes";
import { reader } from "@/components/messages/reader";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { useNode, useWorkflow, workflowActions } from "@/store/useWorkflow";
import { copyPicture } from "./copyPicture";
import { LargePicture } from "./LargePicture";
import { closeLightbox, stepLightbox, turnLightbox, useLightbox, zoomLightbox } from "./lightboxUi";
import { PictureCompare } from "./PictureCompare";
import { PictureFacts } from "./PictureGrid";
import type { Picture } from "./picture";
import { imageDataOf } from "./pictureDrag";
import { useOthers } from "./useOthers";

const words = nodes.pictures;
const steps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const zooms: Record<string, () => void> = {
  "+": () => stepLightbox(1),
  "=": () => stepLightbox(1),
  "-": () => stepLightbox(-1),
  "0": () => zoomLightbox(undefined),
};

/**
 * The picture that was pressed, large: the arrow keys turn pages, a press on it shows its own pixels; + and - go nearer
 * and away, 0 shows it whole.
 */
export function Lightbox({ canEdit }: { canEdit: boolean }) {
  const { pictures, index, nodeId } = useLightbox();
  const [isDragging, setIsDragging] = useState(false);
  const [isCompared, setIsCompared] = useState(false);
  const picture = index === undefined ? undefined : pictures[index];
  const others = useOthers(picture, pictures, nodeId);
  if (picture === undefined) return null;
  const onKeyDown = ({ key, target, ctrlKey, metaKey }: KeyboardEvent) => {
    const step = steps[key];
    const isOfControl = target instanceof Element && target.closest("input, [role=combobox], [role=listbox]") !== null;
    if (isOfControl || ctrlKey || metaKey) return;
    if (step !== undefined) turnLightbox(step);
    else if (!isCompared) zooms[key]?.();
  };
  // What is dragged goes to the canvas, which must be seen and take it.
  const away = isDragging && "pointer-events-none opacity-0";
  return (
    <Base.Root open modal="trap-focus" onOpenChange={(isOpen) => !isOpen && closeLightbox()}>
      <Base.Portal>
        <div className={cx("fixed inset-0 z-40 bg-backdrop", away)} onPointerDown={closeLightbox} aria-hidden />
        <Base.Popup
          onKeyDown={onKeyDown}
          className={cx(
            "fixed inset-3 z-40 m-auto flex h-fit max-h-full w-fit min-w-72 max-w-full flex-col overflow-hidden rounded-dialog border border-line bg-panel text-ink shadow-float outline-none sm:inset-8",
            away,
          )}
        >
          <header className="flex items-center gap-1 py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold">{picture.fileName}</Base.Title>
            {others.length > 0 && (
              <IconButton
                label={reader.compare}
                icon={SquareSplitHorizontal}
                pressed={isCompared}
                onClick={() => setIsCompared(!isCompared)}
              />
            )}
            <PictureActions picture={picture} nodeId={canEdit ? nodeId : undefined} />
            <Base.Close render={<IconButton label={messages.shell.close} icon={X} />} />
          </header>
          {isCompared && others.length > 0 ? (
            <PictureCompare key={picture.src} picture={picture} others={others} />
          ) : (
            <LargePicture key={picture.src} picture={picture} onDrag={setIsDragging} />
          )}
          <footer className="flex min-h-11 items-center gap-3 px-4 py-1.5">
            <PictureFacts picture={picture} />
            {pictures.length > 1 && index !== undefined && <Pages index={index} count={pictures.length} />}
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PictureActions({ picture, nodeId }: { picture: Picture; nodeId: string | undefined }) {
  return (
    <>
      {nodeId !== undefined && picture.asset !== undefined && <NewNodeButton picture={picture} nodeId={nodeId} />}
      <IconButton label={words.copy} icon={Copy} onClick={() => void copyPicture(picture.src)} />
      <a
        href={picture.src}
        download={picture.fileName}
        aria-label={words.download}
        data-tip={words.download}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors hover:bg-hover hover:text-ink"
      >
        <Download size={17} strokeWidth={1.75} aria-hidden />
      </a>
    </>
  );
}

/** In canvas pixels. */
const GAP = 60;

/** Puts the picture on the canvas, to be wired into other nodes. */
function NewNodeButton({ picture, nodeId }: { picture: Picture; nodeId: string }) {
  const node = useNode(nodeId);
  const { layout } = useLook(node?.type ?? "");
  const place = useWorkflow(({ workflow }) => workflow?.layout.nodes[nodeId]);
  const { asset, fileName } = picture;
  if (place === undefined || asset === undefined) return null;
  const add = () => {
    closeLightbox();
    workflowActions().addNode(
      "imageInput",
      { x: place.x + layout.width + GAP, y: place.y },
      imageDataOf({ asset, fileName }),
    );
  };
  return <IconButton label={words.newNode} icon={ImagePlus} onClick={add} />;
}

function Pages({ index, count }: { index: number; count: number }) {
  return (
    <span className="ml-auto flex items-center gap-1 text-ink-3 text-xs tabular-nums">
      <IconButton
        size="sm"
        label={words.previous}
        icon={ChevronLeft}
        disabled={index === 0}
        onClick={() => turnLightbox(-1)}
      />
      <span role="status">{words.place(index + 1, count)}</span>
      <IconButton
        size="sm"
        label={words.next}
        icon={ChevronRight}
        disabled={index === count - 1}
        onClick={() => turnLightbox(1)}
      />
    </span>
  );
}
