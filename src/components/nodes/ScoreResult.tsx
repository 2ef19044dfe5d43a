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

/** The mean of a list, and how many of it pass. */
export function ScoresOfItems({ items }: { items: ItemRuns }) {
  const all = useMemo(() => verdictOfAll(items), [items]);
  if (all === undefined) return null;
  const { mean, passed, count } = all;
  return (
    <div className="flex flex-col gap-1">
      <ScoreBar share={mean} />
      <p className="text-ink-2 text-xs tabular-nums">{words.ofList(formatCount(passed), formatCount(count))}</p>
    </div>
  );
}

/** The number beside the bar says the same. */
function ScoreBar({ share, pass }: { share: number; pass?: boolean }) {
  const colour = pass === undefined ? "bg-ink-2" : pass ? "bg-ok" : "bg-error";
  return (
    <div className="flex flex-1 items-center gap-2">
      <div aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-field">
        <div
          className={cx("h-full rounded-full", colour)}
          style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
        />
      </div>
      <span className="font-semibold text-xs tabular-nums">{shareText(share)}</span>
    </div>
  );
}
