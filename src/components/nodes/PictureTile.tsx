import type { MouseEvent } from "react";
import { nodes } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import type { Picture } from "./picture";
import { dragPicture } from "./pictureDrag";

interface TileProps {
  picture: Picture;
  alt: string;
  onOpen: () => void;
  /** Fills its place and is cut there; else it is seen whole. */
  isCut?: boolean;
  className?: string;
}

/** A picture that a press enlarges, and that can be dragged into other nodes. */
export function PictureTile({ picture, alt, onOpen, isCut = false, className }: TileProps) {
  const open = (event: MouseEvent) => {
    // With a key held it opens as a page of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      href={picture.src}
      aria-label={nodes.pictures.enlarge(alt)}
      draggable={picture.asset !== undefined}
      onDragStart={(event) => dragPicture(event.dataTransfer, picture)}
      onClick={open}
      className={cx("nodrag block cursor-zoom-in overflow-hidden rounded-control", className)}
    >
      {/* biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off */}
      <img
        src={picture.src}
        alt={alt}
        width={picture.width}
        height={picture.height}
        loading="lazy"
        draggable={false}
        className={cx("size-full", isCut ? "object-cover" : "object-contain")}
      />
    </a>
  );
}
