import { ChevronRight, Table2 } from "lucide-react";
import { useMemo } from "react";
import { openTable } from "@/components/board/tableUi";
import { drawer } from "@/components/messages/drawer";
import { held } from "@/components/messages/held";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { formatDuration } from "@/components/nodes/duration";
import { formatCount } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { innerRunsOf } from "@/store/innerRuns";
import type { RunState } from "@/store/runReducer";
import { itemTimeline, type Timeline, type TimelineRow } from "@/store/timeline";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { HeldRows } from "./HeldRows";
import { DensityTrack, SpanTrack } from "./tracks";

const words = drawer;

/** Of a node without its items, in pixels. */
export const ROW_HEIGHT = 30;
/** Items that are drawn one by one; more of them are only drawn together. */
const MAX_ITEM_ROWS = 200;
/** Shorter than this, how long a node took says nothing. */
const LEAST_SHOWN_MS = 50;

// A phone is narrower than the two columns of text need.
const rowClass =
  "grid grid-cols-[210px_1fr_170px] items-center gap-1 px-3.5 max-sm:grid-cols-[minmax(0,2fr)_minmax(48px,1fr)_minmax(0,2fr)]";

interface TimelineNodeProps {
  row: TimelineRow;
  run: RunState;
  timeline: Timeline;
  name: string;
  /** As the document has it now; undefined for one that is gone. */
  node: WorkflowNode | undefined;
  isOpen: boolean;
  onToggle: () => void;
}

/** One node over time: its bar, or its items together, and under it each of them if they are not too many. */
export function TimelineNode({ row, run, timeline, name, node, isOpen, onToggle }: TimelineNodeProps) {
  const { lengthMs, clock } = timeline;
  const { itemCount } = row;
  // Rows are drawn again with every step of scrolling.
  const items = useMemo(
    () => (itemCount === undefined ? undefined : itemTimeline(run, row.node, clock)),
    [run, row.node, clock, itemCount],
  );
  const holds = node !== undefined && innerRunsOf(run, row.node).length > 0;
  const canOpen = !holds && items !== undefined && items.length > 0 && (itemCount ?? 0) <= MAX_ITEM_ROWS;
  return (
    <>
      <div className={cx(rowClass, "h-[30px]")}>
        <span className="flex min-w-0 items-center gap-1">
          <button
            type="button"
            onClick={() => workflowActions().select({ nodes: [row.node], edges: [] })}
            className="truncate rounded-sm text-left hover:underline"
          >
            {name}
          </button>
          {holds && <Unfold label={held.timeline(name)} isOpen={isOpen} onToggle={onToggle} />}
          {itemCount !== undefined && (
            <Items
              name={name}
              node={row.node}
              count={itemCount}
              isOpen={isOpen}
              onToggle={canOpen ? onToggle : undefined}
            />
          )}
        </span>
        {items === undefined ? (
          <SpanTrack spans={row.spans} lengthMs={lengthMs} />
        ) : (
          <DensityTrack items={items} lengthMs={lengthMs} kind={row.spans.at(-1)?.kind ?? "queued"} />
        )}
        <span className="truncate text-right text-ink-2">{statusText(row)}</span>
      </div>
      {holds && isOpen && <HeldRows node={node} run={run} rowClass={rowClass} nowMs={clock.endMs} />}
      {canOpen &&
        isOpen &&
        items.map(({ number, spans }) => (
          <div key={number} className={cx(rowClass, "h-5")}>
            <span className="pl-4 text-ink-3 text-xs">{formatCount(number + 1)}</span>
            <SpanTrack spans={spans} lengthMs={lengthMs} isThin />
            <span />
          </div>
        ))}
    </>
  );
}

function Unfold({ label, isOpen, onToggle }: { label: string; isOpen: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={label}
      onClick={onToggle}
      className="shrink-0 rounded-sm text-ink-3 hover:text-ink"
    >
      <ChevronRight size={13} aria-hidden className={cx("transition-transform", isOpen && "rotate-90")} />
    </button>
  );
}

interface ItemsProps {
  name: string;
  node: string;
  count: number;
  isOpen: boolean;
  /** Absent where items are not drawn one by one. */
  onToggle: (() => void) | undefined;
}

function Items({ name, node, count, isOpen, onToggle }: ItemsProps) {
  return (
    <span className="flex shrink-0 items-center gap-1 text-ink-3 text-xs">
      {onToggle === undefined ? (
        formatCount(count)
      ) : (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={words.itemsOf(name, formatCount(count), count)}
          onClick={onToggle}
          className="flex items-center gap-0.5 rounded-sm hover:text-ink"
        >
          <ChevronRight size={13} aria-hidden className={cx("transition-transform", isOpen && "rotate-90")} />
          {formatCount(count)}
        </button>
      )}
      <button
        type="button"
        aria-label={nodeWords.items.openTable.of(name)}
        {...tip(nodeWords.items.openTable.hint, undefined, "top")}
        onClick={() => openTable(node)}
        className="rounded-sm p-0.5 hover:text-ink"
      >
        <Table2 size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  );
}

function statusText({ status, durationMs, spans }: TimelineRow): string {
  const word = nodeWords.statuses[status].toLowerCase() || words.notReached;
  if (status === "cached" || status === "skipped" || status === "queued" || status === "idle") return word;
  const [first] = spans;
  const last = spans.at(-1);
  const ms = durationMs ?? (first !== undefined && last !== undefined ? last.toMs - first.fromMs : undefined);
  return ms === undefined || ms < LEAST_SHOWN_MS ? word : `${formatDuration(ms)} · ${word}`;
}
