import "@/components/nodes/rich/rich.css";
import { ChevronRight } from "lucide-react";
import type { Ref } from "react";
import { reader as words } from "@/components/messages/reader";
import { formatCount } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import type { JsonRow } from "./jsonRows";

/** In characters: of a longer text the beginning is shown. */
const SHOWN = 1_000;
/** Pixels for each level. */
const INDENT = 18;

interface Props {
  ref: Ref<HTMLDivElement>;
  id: string;
  index: number;
  row: JsonRow;
  isCurrent: boolean;
  /** Pixels from the top of the tree. */
  top: number;
  /** `isOpen`: how it shall be from now on, if that changes. */
  onChoose: (pointer: string, isOpen: boolean | undefined) => void;
}

/** One line of a tree of JSON. The keys belong to the tree around it, which has the focus. */
export function JsonLine({ ref, id, index, row, isCurrent, top, onChoose }: Props) {
  const { pointer, depth, name, value, size, isOpen, place, places } = row;
  const choose = () => {
    // Who marks text to copy it does not want the line folded under the hand.
    const isMarking = window.getSelection()?.isCollapsed === false;
    onChoose(pointer, size === undefined || isMarking ? undefined : !isOpen);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    <div
      ref={ref}
      id={id}
      data-index={index}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={places}
      aria-expanded={size === undefined ? undefined : isOpen}
      aria-selected={isCurrent}
      onClick={choose}
      className={cx(
        "absolute top-0 left-0 flex w-full items-start rounded-sm py-0.5 pr-2",
        isCurrent ? "bg-accent-soft" : "hover:bg-hover",
      )}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 4 + depth * INDENT }}
    >
      <ChevronRight
        size={14}
        strokeWidth={1.75}
        aria-hidden
        className={cx("mt-0.5 mr-1 shrink-0 text-ink-3", size === undefined && "invisible", isOpen && "rotate-90")}
      />
      <span className="wrap-anywhere min-w-0 whitespace-pre-wrap">
        {name !== undefined && <span className="token-parameter">{name}: </span>}
        <ValueText row={row} value={value} />
      </span>
    </div>
  );
}

function ValueText({ row: { size }, value }: { row: JsonRow; value: JsonRow["value"] }) {
  if (size !== undefined) {
    const count = formatCount(size);
    return (
      <span className="text-ink-3">{Array.isArray(value) ? words.tree.items(count) : words.tree.fields(count)}</span>
    );
  }
  if (typeof value !== "string") return <span className="token-constant">{String(value)}</span>;
  return <span className="token-string">{value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value}</span>;
}
