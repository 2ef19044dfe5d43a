import { RotateCw, Table2 } from "lucide-react";
import { openTable } from "@/components/board/tableUi";
import { nodes } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { tip } from "@/components/ui/tip";
import { expectedItems } from "@/store/expectedItems";
import { countItems, type ItemRuns } from "@/store/runItems";
import { mayGoOn } from "@/store/runOwner";
import { resumeRun } from "@/store/runSession";
import { useIsRunning, useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { formatCount } from "./format";
import { ItemBar } from "./ItemBar";

const words = nodes.items;

/** How far a node is with its items, and the ways to see all of them and to try the failed ones again. */
export function ItemsSummary({ nodeId, items }: { nodeId: string; items: ItemRuns }) {
  const isRunning = useIsRunning();
  const isGhost = useRun((state) => state.isGhost);
  const canGoOn = useRun(({ run }) => mayGoOn(run));
  const workflow = useWorkflow((state) => state.workflow);
  const total = useRun(({ run }) => (workflow === null ? undefined : expectedItems(workflow, nodeId, run)));
  const counts = countItems(items);
  const done = formatCount(counts.ended);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 text-xs tabular-nums">
        <span className="font-medium">
          {total === undefined ? words.soFar(done) : words.progress(done, formatCount(total))}
        </span>
        {counts.cached > 0 && <span className="text-ok">{words.cached(formatCount(counts.cached))}</span>}
        {counts.failed > 0 && <span className="text-error">{words.failed(formatCount(counts.failed))}</span>}
      </div>
      <ItemBar counts={counts} total={total} />
      <div className="nodrag flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={Table2}
          aria-label={words.openTable.hint}
          {...tip(words.openTable.hint)}
          onClick={() => openTable(nodeId)}
        >
          {words.openTable.short}
        </Button>
        {counts.failed > 0 && !isRunning && !isGhost && canGoOn && (
          <Button size="sm" icon={RotateCw} onClick={() => void resumeRun({ only: "failed" })}>
            {words.retry}
          </Button>
        )}
      </div>
    </div>
  );
}
