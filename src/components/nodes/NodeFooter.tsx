import { Hash, Timer } from "lucide-react";
import type { ReactNode } from "react";
import { nodes as words } from "@/components/messages/nodes";
import { isBusy } from "@/store/runStatus";
import { useNodeRun, useRun } from "@/store/useRun";
import { formatDuration, formatElapsed } from "./duration";
import { formatCount } from "./format";
import { useNowMs } from "./useNowMs";
import { usePayerName } from "./usePayerName";

/** How long it took, what it used and who paid; nothing before the first run. */
export function NodeFooter({ nodeId }: { nodeId: string }) {
  // Not the run of the node: a streamed word would render this again.
  const isLive = useRun(({ run }) => isBusy(run.nodes[nodeId]?.status));
  return isLive ? <LiveFooter nodeId={nodeId} /> : <EndedFooter nodeId={nodeId} />;
}

function LiveFooter({ nodeId }: { nodeId: string }) {
  const since = useRun(({ run }) => run.nodes[nodeId]?.startedAt);
  const nowMs = useNowMs();
  const elapsedMs = since === undefined ? 0 : Math.max(0, nowMs - Date.parse(since));
  return <Bar time={formatElapsed(elapsedMs)} />;
}

function EndedFooter({ nodeId }: { nodeId: string }) {
  const run = useNodeRun(nodeId);
  const payer = usePayerName(run.payer);
  if (run.durationMs === undefined) return null;
  return (
    <Bar time={formatDuration(run.durationMs)}>
      {run.status === "cached" && <span>{words.noCalls}</span>}
      {(run.calls ?? 0) > 1 && <span>{words.calls(run.calls ?? 0)}</span>}
      {run.status !== "cached" && run.usage && (
        <span className="flex items-center gap-1">
          {(run.calls ?? 0) <= 1 && <Hash size={13} strokeWidth={1.75} aria-hidden />}
          {formatCount(run.usage.totalTokens)}
          {/* The calls of a list take the room of the word. */}
          <span className={run.items === undefined ? undefined : "sr-only"}>{words.tokensWord}</span>
        </span>
      )}
      {payer && <span className="ml-auto max-w-28 shrink-0 truncate">{payer}</span>}
    </Bar>
  );
}

function Bar({ time, children }: { time: string; children?: ReactNode }) {
  return (
    <footer className="flex h-8 items-center gap-2 whitespace-nowrap border-line border-t px-3 text-ink-3 text-xs tabular-nums">
      <span className="flex items-center gap-1">
        <Timer size={14} strokeWidth={1.75} aria-hidden />
        {time}
      </span>
      {children}
    </footer>
  );
}
