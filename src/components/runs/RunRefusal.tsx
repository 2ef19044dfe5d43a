import { CircleAlert, X } from "lucide-react";
import { useState } from "react";
import { useRefusal } from "@/components/board/refusal";
import { useGoToNode } from "@/components/board/useGoToNode";
import { withTitles } from "@/components/board/withTitles";
import { titleOf } from "@/components/ErrorNote";
import { titleOf as nameOf } from "@/components/kinds/nodeViews";
import { outcome } from "@/components/messages/outcome";
import { runs as words } from "@/components/messages/runs";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { runStore } from "@/store/useRun";

/** Says why a run did not start until that is mended, and leads to the nodes that stand in its way. */
export function RunRefusal() {
  const refusal = useRefusal((standing) => standing);
  const goTo = useGoToNode();
  const [seen, setSeen] = useState<{ error: unknown; place: number }>();
  if (refusal === undefined) return null;
  const { error, faults } = refusal;
  // Of another refusal nothing was seen yet.
  const shown = seen?.error === error ? seen.place : -1;
  const nodes = [...faults.keys()];
  const message = faults.size === 1 ? ([...faults.values()][0] ?? error.message) : error.message;
  const showNext = () => {
    const next = (shown + 1) % nodes.length;
    setSeen({ error, place: next });
    goTo(nodes.slice(next, next + 1));
  };
  return (
    <div
      role="alert"
      className="flex max-w-[560px] items-start gap-2.5 rounded-card border border-error bg-panel py-2 pr-2 pl-3.5 shadow-float"
    >
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden className="mt-1 shrink-0 text-error" />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium">{error.code === "invalid_workflow" ? words.refused : titleOf(error)}</p>
        <p className="max-h-24 overflow-y-auto text-ink-2 [overflow-wrap:anywhere]">
          {withTitles(message, nameOf, nodes)}
        </p>
      </div>
      {nodes.length > 0 && (
        <Button size="sm" onClick={showNext}>
          {shown < 0 || nodes.length === 1 ? outcome.show : outcome.next}
        </Button>
      )}
      <IconButton
        size="sm"
        icon={X}
        label={outcome.dismiss}
        onClick={() => runStore.setState({ startError: null, refusedGraph: null })}
      />
    </div>
  );
}
