import { Check, X } from "lucide-react";
import { numberText } from "@/components/language/locale";
import { evaluation } from "@/components/messages/evaluation";
import { cx } from "@/components/ui/cx";
import type { Value } from "@/types/run";

const words = evaluation.scores;

/** Where a score begins to look good, and to look bad. */
const GOOD = 0.75;
const BAD = 0.4;

/** A score as number, bar and colour; whether it passed as sign, word and colour. */
export function ScoreCell({ value }: { value: Value }) {
  if (typeof value === "boolean") return <Passed passed={value} />;
  if (typeof value !== "number") return <p className="wrap-anywhere line-clamp-2">{String(value)}</p>;
  const share = Math.min(Math.max(value, 0), 1);
  const tone = share >= GOOD ? "bg-ok" : share < BAD ? "bg-error" : "bg-waiting";
  return (
    <div className="flex items-center gap-2">
      <span className="w-9 text-right">{numberText(value, 2)}</span>
      <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-field">
        <span className={cx("block h-full", tone)} style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}

function Passed({ passed }: { passed: boolean }) {
  const Icon = passed ? Check : X;
  return (
    <p className={cx("flex items-center gap-1.5", passed ? "text-ok" : "text-error")}>
      <Icon size={15} strokeWidth={2} aria-hidden />
      {passed ? words.passed : words.notPassed}
    </p>
  );
}
