import { Hash, Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { nodes as words } from "@/components/messages/nodes";
import type { NodeRun } from "@/store/runReducer";
import { formatCount, formatSeconds } from "./format";
import { usePayerName } from "./usePayerName";

/** How long it took, what it used and who paid; nothing before the first run. */
export function NodeFooter({ run }: { run: NodeRun }) {
  const payer = usePayerName(run.payer);
  const isLive = run.status === "running" || run.status === "streaming";
  if (!isLive && run.durationMs === undefined) return null;
  return (
    <footer className="flex h-8 items-center gap-2 whitespace-nowrap border-line border-t px-3 text-ink-3 text-xs tabular-nums">
      <span className="flex items-center gap-1">
        <Timer size={14} strokeWidth={1.75} aria-hidden />
        {isLive ? <LiveSeconds since={run.startedAt} /> : words.duration(formatSeconds(run.durationMs ?? 0))}
      </span>
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
    </footer>
  );
}

const TICK_MS = 200;

function LiveSeconds({ since }: { since: string | undefined }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const elapsedMs = since === undefined ? 0 : Math.max(0, nowMs - Date.parse(since));
  return words.duration((elapsedMs / 1_000).toFixed(1));
}
