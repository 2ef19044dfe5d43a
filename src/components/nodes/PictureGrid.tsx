import { CircleAlert } from "lucide-react";
import { nodes } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { openLightbox } from "./lightboxUi";
import { PictureTile } from "./PictureTile";
import type { Picture, PictureOrFault } from "./picture";

const words = nodes.pictures;

/** Three in a row from here on. */
const MANY = 5;

interface GridProps {
  pictures: readonly PictureOrFault[];
  /** Beside which a picture can be put as a node of its own. */
  nodeId?: string;
}

/** One picture whole, several as squares beside each other; failed ones keep their places. */
export function PictureGrid({ pictures, nodeId }: GridProps) {
  const shown = pictures.filter((picture): picture is Picture => "src" in picture);
  const [only] = pictures;
  const isOne = pictures.length === 1;
  return (
    <div className="nowheel flex max-h-[420px] flex-col gap-1.5 overflow-y-auto">
      <ul className={cx("grid gap-1.5", columnsFor(pictures.length))}>
        {pictures.map((picture, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture has no name, its place is who it is
          <li key={index} className={isOne ? undefined : "aspect-square"}>
            {"src" in picture ? (
              <PictureTile
                picture={picture}
                alt={isOne ? words.one : words.numbered(index + 1)}
                isCut={!isOne}
                className={isOne ? "max-h-80 [&_img]:max-h-80" : "size-full"}
                onOpen={() => openLightbox(shown, shown.indexOf(picture), nodeId)}
              />
            ) : (
              <Fault text={picture.fault} />
            )}
          </li>
        ))}
      </ul>
      {isOne && only !== undefined && "src" in only && <PictureFacts picture={only} />}
    </div>
  );
}

/** Pixels, and what came of what was asked. */
export function PictureFacts({ picture: { width, height, about } }: { picture: Picture }) {
  const size = width === undefined || height === undefined ? undefined : words.pixels(width, height);
  // A size that is named already is not said twice.
  const isSaid = about?.includes(`${width}x${height}`);
  const text = [isSaid ? undefined : size, about].filter(Boolean).join(" · ");
  return text === "" ? null : <p className="text-ink-3 text-xs">{text}</p>;
}

function Fault({ text }: { text: string }) {
  return (
    <span
      {...tip(text)}
      className="flex size-full flex-col items-center justify-center gap-1 overflow-hidden rounded-control border border-error border-dashed p-1.5 text-center text-error text-xs"
    >
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className="line-clamp-3">{text}</span>
    </span>
  );
}

function columnsFor(count: number): string {
  if (count === 1) return "grid-cols-1";
  return count < MANY ? "grid-cols-2" : "grid-cols-3";
}
