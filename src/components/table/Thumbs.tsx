import { MessageSquareText, ThumbsDown, ThumbsUp } from "lucide-react";
import { evaluation } from "@/components/messages/evaluation";
import { formatCount } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import type { Thumb } from "@/types/labels";
import type { RowLabels } from "./useRowLabels";

const words = evaluation.thumbs;
const looks = {
  up: { icon: ThumbsUp, on: "bg-ok-soft text-ok" },
  down: { icon: ThumbsDown, on: "bg-error-soft text-error" },
} as const;

/** What a person thinks of a row, to be said with one press. A note is only shown: it is written where the row is read. */
export function Thumbs({ row, labels, inGrid }: { row: number; labels: RowLabels; inGrid?: boolean }) {
  const { label, note = "" } = labels.of(row) ?? {};
  return (
    <div className="-my-1 flex items-center gap-1">
      {(["up", "down"] as const).map((thumb) => (
        <ThumbButton
          key={thumb}
          thumb={thumb}
          row={row}
          isOn={label === thumb}
          inGrid={inGrid === true}
          onPress={() => labels.toggle(row, thumb)}
        />
      ))}
      {note !== "" && (
        <span {...tip(note)} className="text-ink-3">
          <MessageSquareText size={14} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{note}</span>
        </span>
      )}
    </div>
  );
}

function ThumbButton(props: { thumb: Thumb; row: number; isOn: boolean; inGrid: boolean; onPress: () => void }) {
  const { thumb, row, isOn, inGrid, onPress } = props;
  const { icon: Icon, on } = looks[thumb];
  return (
    <button
      type="button"
      // The grid has keys for it; Tab would go through two for each row.
      tabIndex={inGrid ? -1 : undefined}
      aria-label={words[thumb](formatCount(row + 1))}
      aria-pressed={isOn}
      onClick={(event) => {
        // The row is not opened by it.
        event.stopPropagation();
        onPress();
      }}
      className={cx("grid size-8 place-items-center rounded-control hover:bg-hover", isOn ? on : "text-ink-3")}
    >
      <Icon size={16} strokeWidth={1.75} fill={isOn ? "currentColor" : "none"} aria-hidden />
    </button>
  );
}
