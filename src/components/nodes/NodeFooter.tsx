import { Hash, Timer } from "lucide-react";
import { memo, type ReactNode } from "react";
import { numberText } from "@/components/language/locale";
import { nodes as words } from "@/components/messages/nodes";
import { isBusy, type NodeRun } from "@/store/runReducer";
import { formatCount, formatDuration } from "./format";
import { useNowMs } from "./useNowMs";
import { usePayerName } from "./usePayerName";

/** How long it took, what it used and who paid; nothing before the first run. */
export function NodeFooter({ run }: { run: NodeRun }) {
  if (isBusy(run.status)) return <LiveFooter since={run.startedAt} />;
  return run.durationMs === undefined ? null : <EndedFooter run={run} durationMs={run.durationMs} />;
}

// Of its own, so that a streamed word does not render it again.
const LiveFooter = memo(function LiveFooter({ since }: { since: string | undefined }) {
  const nowMs = useNowMs();
  const elapsedMs = since === undefined ? 0 : Math.max(0, nowMs - Date.parse(since));
  return <Bar time={words.duration(numberText(Math.floor(elapsedMs / 1_000)))} />;
});

function EndedFooter({ run, durationMs }: { run: NodeRun; durationMs: number }) {
  const payer = usePayerName(run.payer);
  return (
    <Bar time={formatDuration(durationMs)}>
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
