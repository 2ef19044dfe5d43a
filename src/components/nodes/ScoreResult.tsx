import { Check, X } from "lucide-react";
import { useMemo } from "react";
import { nodes } from "@/components/messages/nodes";
import { Badge } from "@/components/ui/Badge";
import { cx } from "@/components/ui/cx";
import type { Verdict } from "@/lib/nodes/scores/scoreSettings";
import type { ItemRuns } from "@/store/runItems";
import { formatCount } from "./format";
import { shareText, verdictOfAll } from "./verdict";

const words = nodes.score;

/** One verdict: how good as a bar, whether it passes in words and by a sign, and why. */
export function ScoreResult({ verdict, isShort }: { verdict: Verdict; isShort?: boolean }) {
  const { score, pass, reason } = verdict;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <ScoreBar share={score} pass={pass} />
        <Badge tone={pass ? "ok" : "error"} icon={pass ? Check : X}>
          {pass ? words.passed : words.failed}
        </Badge>
      </div>
      <p className={cx("wrap-anywhere whitespace-pre-wrap text-ink-2 text-xs", isShort && "line-clamp-3")}>{reason}</p>
    </div>
  );
}

/** How many of a list pass, as a bar of both sides, and the mean. The words say the same. */
export function ScoresOfItems({ items }: { items: ItemRuns }) {
  const all = useMemo(() => verdictOfAll(items), [items]);
  if (all === undefined) return null;
  const { mean, passed, count } = all;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap justify-between gap-x-3 text-xs tabular-nums">
        <span className="font-medium">{words.ofList(formatCount(passed), formatCount(count))}</span>
        <span className="text-ink-2">{words.mean(shareText(mean))}</span>
      </p>
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full">
        <div className="bg-ok" style={{ width: `${(100 * passed) / count}%` }} />
        <div className="flex-1 bg-error" />
      </div>
    </div>
  );
}

/** The number beside the bar says the same. */
function ScoreBar({ share, pass }: { share: number; pass: boolean }) {
  return (
    <div className="flex flex-1 items-center gap-2">
      <div aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-field">
        <div
          className={cx("h-full rounded-full", pass ? "bg-ok" : "bg-error")}
          style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
        />
      </div>
      <span className="font-semibold text-xs tabular-nums">{shareText(share)}</span>
    </div>
  );
}
