import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { nodes } from "@/components/messages/nodes";
import { reader } from "@/components/messages/reader";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { closeLightbox } from "./lightboxUi";
import type { Picture } from "./picture";
import { dragPicture } from "./pictureDrag";

const words = nodes.pictures;

/** Pixels of the screen for one of the picture. */
const SCALES = [0.1, 0.25, 0.5, 1, 2, 4, 8];

/** A picture as large as the room for it; a press shows its own pixels, and it can be looked at from nearer. */
export function LargePicture({ picture, onDrag }: { picture: Picture; onDrag: (isDragging: boolean) => void }) {
  /** Undefined while it is seen whole. */
  const [scale, setScale] = useState<number>();
  const [width, setWidth] = useState(picture.width);
  const isWhole = scale === undefined;
  const step = (by: 1 | -1) => {
    const next = by === 1 ? SCALES.find((one) => one > (scale ?? 1)) : SCALES.findLast((one) => one < (scale ?? 1));
    setScale(next ?? scale);
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className={cx("flex min-h-0 flex-1 bg-canvas", !isWhole && "overflow-auto")}>
        <button
          type="button"
          aria-label={isWhole ? words.actual : words.fit}
          onClick={() => setScale(isWhole ? 1 : undefined)}
          className={cx("m-auto flex min-h-0", isWhole ? "max-h-full cursor-zoom-in" : "cursor-zoom-out")}
        >
          {/* biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off */}
          <img
            src={picture.src}
            alt={picture.fileName}
            width={picture.width}
            height={picture.height}
            draggable={picture.asset !== undefined}
            onLoad={(event) => setWidth(event.currentTarget.naturalWidth)}
            onDragStart={(event) => {
              dragPicture(event.dataTransfer, picture);
              // Only after the browser has drawn what is dragged.
              setTimeout(() => onDrag(true));
            }}
            onDragEnd={closeLightbox}
            style={isWhole || width === undefined ? undefined : { width: width * scale, height: "auto" }}
            className={isWhole ? "max-h-[calc(100dvh-11rem)] w-auto max-w-full object-contain" : "max-w-none"}
          />
        </button>
      </div>
      <div className="absolute right-3 bottom-3 flex items-center rounded-control border border-line bg-panel">
        <IconButton
          size="sm"
          label={reader.zoomOut}
          icon={Minus}
          disabled={scale === SCALES[0]}
          onClick={() => step(-1)}
        />
        <span role="status" className="w-12 text-center text-ink-2 text-xs tabular-nums">
          {isWhole ? reader.whole : reader.percent(Math.round(scale * 100))}
        </span>
        <IconButton
          size="sm"
          label={reader.zoomIn}
          icon={Plus}
          disabled={scale === SCALES.at(-1)}
          onClick={() => step(1)}
        />
      </div>
    </div>
  );
}
