import { memo } from "react";
import { whenText } from "@/components/accounts";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { useGoToNode } from "@/components/board/useGoToNode";
import { useSecondsLeft } from "@/components/connect/useSecondsLeft";
import { ErrorNote } from "@/components/ErrorNote";
import { actionLabels } from "@/components/messages/errors";
import { grouping } from "@/components/messages/grouping";
import { nodes as words } from "@/components/messages/nodes";
import { outcome } from "@/components/messages/outcome";
import { Button } from "@/components/ui/Button";
import { openConnect, openSetup } from "@/store/dialogStore";
import { nodeById } from "@/store/graphIndex";
import type { NodeRun } from "@/store/runReducer";
import { startRun } from "@/store/runSession";
import { useNodeRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { ErrorAction } from "@/types/errors";
import { errorActions } from "@/types/errors";
import type { RunError } from "@/types/run";
import { nodeToChange } from "./declinedPrompt";
import { ParkedNote } from "./ParkedNote";
import { RunNotices } from "./RunNotices";

/** What a run has to say of a node beside its result: what went wrong and what to do about it, and its notices. */
export const NodeError = memo(function NodeError({ nodeId, run }: { nodeId: string; run: NodeRun }) {
  return (
    <>
      <Outcome nodeId={nodeId} run={run} />
      {run.notices.length > 0 && <RunNotices run={run} />}
    </>
  );
});

/** Also why it was skipped or parked. */
function Outcome({ nodeId, run }: { nodeId: string; run: NodeRun }) {
  if (run.status === "parked") return <ParkedNote run={run} />;
  if (run.status === "skipped") return <SkippedBecause nodeId={run.because} />;
  if (run.status !== "failed" || run.error === undefined) return null;
  return (
    <div className="nodrag nowheel cursor-auto select-text">
      <ErrorNote error={run.error}>
        <ErrorButton nodeId={nodeId} error={run.error} />
      </ErrorNote>
    </div>
  );
}

/** The next thing to do about an error of a node. */
export function ErrorButton({ nodeId, error }: { nodeId: string; error: RunError }) {
  const goTo = useGoToNode();
  const toChange = useWorkflow(({ workflow }) => (workflow ? nodeToChange(workflow, nodeId, error.code) : nodeId));
  const action = toAction(error.action);
  const { until, resetsAt, account, route, window: limit, link } = error.details ?? {};
  const waitUntil = [until, resetsAt].find((time): time is string => typeof time === "string");
  if (action === undefined) return null;
  if (action === "wait") return <WaitButton until={waitUntil} limit={limit} />;
  const handlers: Record<Exclude<ErrorAction, "wait">, () => void> = {
    connect: () => openConnect(),
    reconnect: () =>
      route === "google" ? openSetup("providers") : openConnect(typeof account === "string" ? account : undefined),
    use_paste: () => openConnect(),
    add_key: () => openSetup("providers"),
    manage_usage: () =>
      typeof link === "string" && link.startsWith("https://")
        ? window.open(link, "_blank", "noopener")
        : openSetup("providers"),
    choose_model: () => goTo([nodeId]),
    edit_input: () => {
      goTo([toChange]);
      if (toChange !== nodeId) useCanvasUi.setState({ writing: toChange });
    },
    retry: () => void startRun(),
  };
  return (
    <Button size="sm" onClick={handlers[action]}>
      {action === "edit_input" && toChange !== nodeId ? outcome.toPrompt : actionLabels[action]}
    </Button>
  );
}

/** A limit may be lifted before its time, so that trying is never forbidden. */
function WaitButton({ until, limit }: { until: string | undefined; limit: unknown }) {
  const secondsLeft = useSecondsLeft(until) ?? 0;
  return (
    <>
      {until !== undefined && secondsLeft > 0 && (
        <span className="self-center text-ink-2 text-xs">
          {typeof limit === "string" ? words.windowUntil(limit, whenText(until)) : words.until(whenText(until))}
        </span>
      )}
      <Button size="sm" onClick={() => void startRun()}>
        {actionLabels.retry}
      </Button>
    </>
  );
}

function SkippedBecause({ nodeId }: { nodeId: string | undefined }) {
  const titleOf = useTitleOf();
  const blamed = useWorkflow(({ workflow }) => (nodeId && workflow ? nodeById(workflow.nodes, nodeId) : undefined));
  const { status, because } = useNodeRun(nodeId ?? "");
  if (blamed === undefined) return <p className="text-ink-3">{words.skippedUpstream}</p>;
  // What is muted is skipped for itself.
  if (because === nodeId) return <p className="text-ink-3">{grouping.skippedMuted(titleOf(blamed))}</p>;
  if (status === "done" || status === "cached") {
    return <p className="text-ink-3">{words.skippedBranch(titleOf(blamed))}</p>;
  }
  if (status === "idle") return <p className="text-ink-3">{words.skippedOutside(titleOf(blamed))}</p>;
  return <p className="text-ink-3">{words.skippedAfter(titleOf(blamed))}</p>;
}

function toAction(action: string | undefined): ErrorAction | undefined {
  return errorActions.find((known) => known === action);
}
