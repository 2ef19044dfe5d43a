import { CircleAlert } from "lucide-react";
import { messageOf } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { formatCount } from "@/components/nodes/format";
import { type PictureOrFault, readPictures } from "@/components/nodes/picture";
import type { Cell } from "@/store/table/tableModel";
import type { Value } from "@/types/run";
import { StatusMark } from "./StatusMark";

/** Longer texts are cut before they are laid out; a row has two lines. */
const MAX_CHARACTERS = 400;

const clamped = "wrap-anywhere line-clamp-2 whitespace-pre-line";

/** Empty lines would take the room of words. */
const withoutGaps = (text: string) => text.slice(0, MAX_CHARACTERS).replace(/\n\s*\n/g, "\n");

/** What stands in one place, as far as two lines show it. */
export function TableCell({ cell, row }: { cell: Cell; row: number }) {
  switch (cell.kind) {
    case "value":
      return <ValueCell value={cell.value} row={row} />;
    case "partial":
      return (
        <p className={clamped}>
          {withoutGaps(cell.text.slice(-MAX_CHARACTERS))}
          <span className="caret" aria-hidden />
        </p>
      );
    case "error":
      return (
        <p className="flex items-start gap-1.5 text-error">
          <CircleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0" />
          <span className={clamped}>{withoutGaps(messageOf(cell.error))}</span>
        </p>
      );
    case "status":
      return <StatusMark status={cell.status} />;
    case "empty":
      return null;
  }
}

function ValueCell({ value, row }: { value: Value; row: number }) {
  if (typeof value === "string") return <p className={clamped}>{withoutGaps(value)}</p>;
  if (typeof value === "number") return <p className="text-right">{value}</p>;
  if (value === null) return null;
  const pictures = readPictures(value, nodes.pictures.numbered(row + 1));
  if (pictures !== undefined) return <Thumbnails pictures={pictures} />;
  const text = JSON.stringify(value).slice(0, MAX_CHARACTERS);
  return <code className={`${clamped} font-mono text-xs`}>{text}</code>;
}

/** Pictures in a cell; how many more there are is told. */
const MAX_PICTURES = 4;

function Thumbnails({ pictures }: { pictures: readonly PictureOrFault[] }) {
  const shown = pictures.slice(0, MAX_PICTURES);
  return (
    <div className="-my-0.5 flex items-center gap-1.5">
      {shown.map((picture, index) =>
        "src" in picture ? (
          // biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off
          <img
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture has no name, its place is who it is
            key={index}
            src={picture.src}
            alt={picture.fileName}
            loading="lazy"
            className="size-10 rounded-sm object-cover"
          />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture has no name, its place is who it is
          <span key={index} className="line-clamp-2 text-error text-xs">
            {picture.fault}
          </span>
        ),
      )}
      {pictures.length > MAX_PICTURES && (
        <span className="text-ink-3 text-xs">+{formatCount(pictures.length - MAX_PICTURES)}</span>
      )}
    </div>
  );
}
