import { ChevronLeft, ChevronRight, CircleAlert, X } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useGoToNode } from "@/components/board/useGoToNode";
import { useCommands } from "@/components/commands/useCommands";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { titleOf } from "@/components/kinds/nodeViews";
import { outcome as words } from "@/components/messages/outcome";
import { formatCount } from "@/components/nodes/format";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { nodeById } from "@/store/graphIndex";
import { runProgress } from "@/store/runSession";
import { isActive } from "@/store/runStatus";
import { runStore, useRun } from "@/store/useRun";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { type Failures, failuresOf } from "./failures";

/** After a run in which something failed: how much, and the way to each of it. */
export function RunFailures() {
  const failures = useFailures();
  const runId = useRun(({ run }) => run.id);
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (failures === undefined || dismissed === runId) return null;
  return <FailureBar key={runId} failures={failures} onDismiss={() => setDismissed(runId)} />;
}

/** Looked for once a run is over, and not with each of its events. */
function useFailures(): Failures | undefined {
  const run = useRun((state) => (isActive(state.run.status) || state.isGhost ? undefined : state.run));
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  return useMemo(() => {
    const order = nodes?.map(({ id }) => id) ?? [];
    return run && failuresOf(run, order);
  }, [run, nodes]);
}

function FailureBar({ failures, onDismiss }: { failures: Failures; onDismiss: () => void }) {
  const { nodes } = failures;
  const [shown, setShown] = useState<number>();
  const goTo = useGoToNode();
  const previousKeys = useKeysOf("previousFailure");
  const nextKeys = useKeysOf("nextFailure");
  const step = useCallback(
    (by: 1 | -1) => {
      const place = shown === undefined ? 0 : (shown + by + nodes.length) % nodes.length;
      setShown(place);
      goTo(nodes.slice(place, place + 1));
    },
    [nodes, shown, goTo],
  );
  useCommands(
    useMemo(() => ({ nextFailure: { run: () => step(1) }, previousFailure: { run: () => step(-1) } }), [step]),
  );
  return (
    <section
      aria-label={words.failures}
      className="flex items-center gap-2.5 rounded-card border border-error bg-panel py-1.5 pr-1.5 pl-3.5 shadow-float"
    >
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden className="text-error" />
      <p className="font-medium">{failureText(failures)}</p>
      {shown === undefined || nodes.length === 1 ? (
        <Button size="sm" onClick={() => step(1)}>
          {words.showFailed}
        </Button>
      ) : (
        <span className="flex items-center">
          <IconButton
            size="sm"
            icon={ChevronLeft}
            label={words.previousFailed}
            shortcut={previousKeys}
            onClick={() => step(-1)}
          />
          <span className="text-ink-2 text-xs tabular-nums">
            {words.position(formatCount(shown + 1), formatCount(nodes.length))}
          </span>
          <IconButton
            size="sm"
            icon={ChevronRight}
            label={words.nextFailed}
            shortcut={nextKeys}
            onClick={() => step(1)}
          />
        </span>
      )}
      <IconButton size="sm" icon={X} label={words.dismiss} onClick={onDismiss} />
    </section>
  );
}

function failureText({ nodes, items }: Failures): string {
  const { workflow } = workflowStore.getState();
  const [first] = nodes;
  const node = first === undefined || workflow === null ? undefined : nodeById(workflow.nodes, first);
  if (items !== undefined && node !== undefined)
    return words.failedItems(titleOf(node), formatCount(items.failed), formatCount(items.total), items.total);
  const { total } = runProgress(runStore.getState().run, workflow);
  return words.failedNodes(formatCount(nodes.length), formatCount(total), total);
}
