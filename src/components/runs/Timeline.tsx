import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useState } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { drawer } from "@/components/messages/drawer";
import { nodeById } from "@/store/graphIndex";
import type { RunState } from "@/store/runReducer";
import {
  groupRows,
  type RowFilter,
  type Timeline as TimelineData,
  type TimelineRow,
  toTimeline,
} from "@/store/timeline";
import { useWorkflow } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { TimelineFilter } from "./TimelineFilter";
import { ROW_HEIGHT, TimelineNode } from "./TimelineNode";
import { useRunSample } from "./useRunSample";

const words = drawer;

/** Rows drawn beyond those in sight. */
const OVERSCAN = 20;

/** The nodes of the shown run as bars over time, all of them or those that somebody looks for. */
export function Timeline() {
  const workflow = useWorkflow((state) => state.workflow);
  const { run, nowMs } = useRunSample();
  const [filter, setFilter] = useState<RowFilter>("all");
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  // As state: the rows look for it before a reference is filled, and a run that has ended draws them no second time.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const timeline = useMemo(
    () => (workflow === null || run.id === null ? undefined : toTimeline(workflow, run, nowMs)),
    [workflow, run, nowMs],
  );
  const groups = useMemo(() => timeline && groupRows(run, timeline.rows), [run, timeline]);
  if (workflow === null || timeline === undefined || groups === undefined) {
    return <p className="px-3.5 py-3 text-ink-3">{words.noRun}</p>;
  }
  const toggle = (node: string) => setOpened((old) => (old.has(node) ? without(old, node) : new Set([...old, node])));
  return (
    <div className="flex h-full flex-col">
      <div className="shrink-0 px-3.5 pt-2 pb-1">
        <TimelineFilter groups={groups} value={filter} onChange={setFilter} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={setScroller} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
        {groups[filter].length === 0 && <p className="px-3.5 py-2 text-ink-3">{words.noneOfThese}</p>}
        <Rows
          scroller={scroller}
          workflow={workflow}
          run={run}
          timeline={timeline}
          rows={groups[filter]}
          opened={opened}
          onToggle={toggle}
        />
      </div>
    </div>
  );
}

function without(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...all].filter((id) => id !== one));
}

interface RowsProps {
  scroller: HTMLDivElement | null;
  workflow: Workflow;
  run: RunState;
  timeline: TimelineData;
  rows: readonly TimelineRow[];
  opened: ReadonlySet<string>;
  onToggle: (node: string) => void;
}

/** Only rows in sight are drawn: a run has thousands of nodes. */
function Rows({ scroller, workflow, run, timeline, rows, opened, onToggle }: RowsProps) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.node ?? index,
    overscan: OVERSCAN,
  });
  return (
    <ol className="relative mb-2 tabular-nums" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        const node = row && nodeById(workflow.nodes, row.node);
        return (
          row !== undefined && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={`absolute inset-x-0 top-0 ${index % 2 === 0 ? "bg-[color-mix(in_srgb,var(--color-field)_45%,transparent)]" : ""}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TimelineNode
                row={row}
                run={run}
                timeline={timeline}
                name={node ? titleOf(node) : row.node}
                node={node}
                isOpen={opened.has(row.node)}
                onToggle={() => onToggle(row.node)}
              />
            </li>
          )
        );
      })}
    </ol>
  );
}
