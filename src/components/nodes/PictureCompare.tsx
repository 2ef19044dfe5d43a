import { useState } from "react";
import { percentText } from "@/components/language/locale";
import { reader as words } from "@/components/messages/reader";
import { Select } from "@/components/ui/Select";
import type { Picture } from "./picture";

interface Props {
  picture: Picture;
  /** What it can be compared with: others of its list, and those that it was made of. */
  others: readonly Picture[];
}

/** Two pictures one over the other, with an edge between them that is moved: by hand, or with the arrow keys. */
export function PictureCompare({ picture, others }: Props) {
  const [chosen, setChosen] = useState("0");
  const [edge, setEdge] = useState(50);
  const other = others[Number(chosen)];
  if (other === undefined) return null;
  const options = others.map(({ fileName }, index) => ({ value: String(index), label: fileName }));
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 bg-canvas p-3">
      <div className="flex items-center gap-2 text-sm">
        <Select
          aria-label={words.compareWith}
          value={chosen}
          options={options}
          onChange={setChosen}
          className="w-60 max-w-[45%]"
        />
        <span className="min-w-0 flex-1 truncate text-right text-ink-2">{picture.fileName}</span>
      </div>
      <div className="relative mx-auto aspect-square h-[calc(100dvh-16rem)] max-w-full overflow-hidden">
        <Side picture={picture} />
        <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - edge}% 0 0)` }}>
          <Side picture={other} />
        </div>
        <div aria-hidden className="absolute inset-y-0 w-0.5 bg-accent" style={{ left: `${edge}%` }} />
        <input
          type="range"
          min={0}
          max={100}
          value={edge}
          aria-label={words.edge}
          aria-valuetext={words.edgeAt(other.fileName, percentText(edge))}
          onChange={(event) => setEdge(Number(event.target.value))}
          className="absolute inset-x-0 bottom-2 mx-2 cursor-ew-resize accent-accent"
        />
      </div>
    </div>
  );
}

function Side({ picture }: { picture: Picture }) {
  return (
    // biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off
    <img src={picture.src} alt={picture.fileName} className="absolute inset-0 size-full bg-canvas object-contain" />
  );
}
