import { useMemo } from "react";
import { stepLabel } from "@/components/held/stepLabel";
import { titleOf } from "@/components/kinds/nodeViews";
import { held as words } from "@/components/messages/held";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { formatDuration } from "@/components/nodes/duration";
import { heldGraphOf, heldKey } from "@/lib/nodes/heldGraph";
import { nodeById } from "@/store/graphIndex";
import { type InnerRun, innerRunsOf } from "@/store/innerRuns";
import type { RunState } from "@/store/runReducer";
import { toTimeline } from "@/store/timeline";
import type { WorkflowNode } from "@/types/workflow";
import { SpanTrack } from "./tracks";
import { useRunChildren } from "./useRunChildren";

/** Runnings of the graph inside that are drawn; of more, the first. */
const MOST_RUNS = 40;

interface Props {
  node: WorkflowNode;
  run: RunState;
  rowClass: string;
  /** Milliseconds since 1970: until when a run that goes on is drawn. */
  nowMs: number;
}

/** What ran inside of a node, over the same time as the node itself: each item, each round, node by node. */
export function HeldRows({ node, run, rowClass, nowMs }: Props) {
  const children = useRunChildren(run.children);
  const held = heldGraphOf(node);
  const graph = held && children.get(heldKey(held));
  const inner = innerRunsOf(run, node.id).slice(0, MOST_RUNS);
  if (graph === undefined) return null;
  return (
    <ul aria-label={words.timeline(titleOf(node))}>
      {inner.map((one) => (
        <li key={JSON.stringify(one.step)}>
          <InnerRows one={one} graph={graph} run={run} rowClass={rowClass} nowMs={nowMs} />
        </li>
      ))}
    </ul>
  );
}

interface InnerRowsProps extends Omit<Props, "node"> {
  one: InnerRun;
  graph: Parameters<typeof toTimeline>[0];
}

function InnerRows({ one: { step, nodes }, graph, run, rowClass, nowMs }: InnerRowsProps) {
  const { rows, lengthMs } = useMemo(
    () => toTimeline(graph, { ...run, nodes, inner: undefined, selected: Object.keys(nodes) }, nowMs),
    [graph, run, nodes, nowMs],
  );
  const label = stepLabel(step);
  return (
    <>
      {label !== "" && <p className="px-3.5 pt-1 pl-7 text-ink-3 text-xs">{label}</p>}
      <ol>
        {rows.map((row) => {
          const node = nodeById(graph.nodes, row.node);
          const word = nodeWords.statuses[row.status].toLowerCase();
          return (
            <li key={row.node} className={`${rowClass} h-6`}>
              <span className="truncate pl-4 text-ink-2 text-xs">{node ? titleOf(node) : row.node}</span>
              <SpanTrack spans={row.spans} lengthMs={lengthMs} isThin />
              <span className="truncate text-right text-ink-3 text-xs">
                {row.durationMs === undefined ? word : `${formatDuration(row.durationMs)} · ${word}`}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
