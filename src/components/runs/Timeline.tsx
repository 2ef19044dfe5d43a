import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { runs } from "@/components/messages/runs";
import { formatCount, formatSeconds } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import { nodeById } from "@/store/graphIndex";
import { type TimelineRow, toTimeline } from "@/store/timeline";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import { DensityTrack, SpanTrack } from "./tracks";
import { useRunSample } from "./useRunSample";

const words = runs.drawer;

/** Items that are drawn one by one; more of them are only drawn together. */
const MAX_ITEM_ROWS = 200;

/** The nodes of the shown run as bars over time. */
export function Timeline() {
  const workflow = useWorkflow((state) => state.workflow);
  const { run, nowMs } = useRunSample();
  if (workflow === null || run.id === null) return <p className="px-3.5 py-3 text-ink-3">{words.noRun}</p>;
  const { rows, lengthMs } = toTimeline(workflow, run, nowMs);
  return (
    <ol className="pb-2 tabular-nums">
      {rows.map((row) => {
        const node = nodeById(workflow.nodes, row.node);
        return <NodeRow key={row.node} row={row} name={node ? titleOf(node) : row.node} lengthMs={lengthMs} />;
      })}
    </ol>
  );
}

/** Shorter than this, how long a node took says nothing. */
const LEAST_SHOWN_MS = 50;

const rowClass = "grid grid-cols-[190px_1fr_170px] items-center gap-1 px-3.5";

function NodeRow({ row, name, lengthMs }: { row: TimelineRow; name: string; lengthMs: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const { items, itemCount = 0 } = row;
  const canOpen = items !== undefined && items.length > 0 && itemCount <= MAX_ITEM_ROWS;
  const shown = canOpen && isOpen ? items : [];
  return (
    <li className="odd:bg-[color-mix(in_srgb,var(--color-field)_45%,transparent)]">
      <div className={cx(rowClass, "h-[30px]")}>
        <span className="flex min-w-0 items-center gap-1">
          <button
            type="button"
            onClick={() => workflowActions().select({ nodes: [row.node], edges: [] })}
            className="truncate rounded-sm text-left hover:underline"
          >
            {name}
          </button>
          {canOpen && (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={words.itemsOf(name, formatCount(itemCount))}
              onClick={() => setIsOpen(!isOpen)}
              className="flex items-center gap-0.5 rounded-sm text-ink-3 text-xs hover:text-ink"
            >
              <ChevronRight size={13} aria-hidden className={cx("transition-transform", isOpen && "rotate-90")} />
              {formatCount(itemCount)}
            </button>
          )}
          {items !== undefined && !canOpen && <span className="text-ink-3 text-xs">{formatCount(itemCount)}</span>}
        </span>
        {items === undefined ? (
          <SpanTrack spans={row.spans} lengthMs={lengthMs} />
        ) : (
          <DensityTrack items={items} lengthMs={lengthMs} kind={row.spans.at(-1)?.kind ?? "queued"} />
        )}
        <span className="truncate text-right text-ink-2">{statusText(row)}</span>
      </div>
      {shown.map(({ number, spans }) => (
        <div key={number} className={cx(rowClass, "h-5")}>
          <span className="pl-4 text-ink-3 text-xs">{formatCount(number + 1)}</span>
          <SpanTrack spans={spans} lengthMs={lengthMs} isThin />
          <span />
        </div>
      ))}
    </li>
  );
}

function statusText({ status, durationMs, spans }: TimelineRow): string {
  const word = nodeWords.statuses[status].toLowerCase() || words.notReached;
  if (status === "cached" || status === "skipped" || status === "queued" || status === "idle") return word;
  const [first] = spans;
  const last = spans.at(-1);
  const ms = durationMs ?? (first !== undefined && last !== undefined ? last.toMs - first.fromMs : undefined);
  return ms === undefined || ms < LEAST_SHOWN_MS ? word : `${nodeWords.duration(formatSeconds(ms))} · ${word}`;
}
