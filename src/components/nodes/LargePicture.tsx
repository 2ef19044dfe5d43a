import { Minus, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { percentText } from "@/components/language/locale";
import { nodes } from "@/components/messages/nodes";
import { reader } from "@/components/messages/reader";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { closeLightbox, LEAST_SCALE, MOST_SCALE, stepLightbox, useLightbox, zoomLightbox } from "./lightboxUi";
import type { Picture } from "./picture";
import { dragPicture } from "./pictureDrag";
import { usePictureGestures } from "./usePictureGestures";

const words = nodes.pictures;

/**
 * A picture as large as the room for it; a press shows its own pixels. The wheel and two fingers go nearer, and what is
 * larger than the room is moved by hand.
 */
export function LargePicture({ picture, onDrag }: { picture: Picture; onDrag: (isDragging: boolean) => void }) {
  const scale = useLightbox((state) => state.scale);
  const [width, setWidth] = useState(picture.width);
  const area = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const { wasMoved, aimAt } = usePictureGestures(area, image);
  const isWhole = scale === undefined;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={area}
        className={cx("flex min-h-0 flex-1 touch-none bg-canvas", !isWhole && "cursor-grab overflow-auto")}
      >
        <button
          type="button"
          aria-label={isWhole ? words.actual : words.fit}
          onClick={({ detail, clientX, clientY }) => {
            const isByKey = detail === 0;
            if (!isByKey && wasMoved()) return;
            if (!isByKey) aimAt({ x: clientX, y: clientY });
            zoomLightbox(isWhole ? 1 : undefined);
          }}
          className={cx("m-auto flex min-h-0", isWhole ? "max-h-full cursor-zoom-in" : "cursor-[inherit]")}
        >
          {/* biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off */}
          <img
            ref={image}
            src={picture.src}
            alt={picture.fileName}
            width={picture.width}
            height={picture.height}
            // What is seen whole goes to the canvas; from near, it is moved.
            draggable={isWhole && picture.asset !== undefined}
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
          disabled={scale === LEAST_SCALE}
          onClick={() => stepLightbox(-1)}
        />
        <span role="status" className="w-12 text-center text-ink-2 text-xs tabular-nums">
          {isWhole ? reader.whole : percentText(scale * 100)}
        </span>
        <IconButton
          size="sm"
          label={reader.zoomIn}
          icon={Plus}
          disabled={scale === MOST_SCALE}
          onClick={() => stepLightbox(1)}
        />
      </div>
    </div>
  );
}
