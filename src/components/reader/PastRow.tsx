import { locale } from "@/components/language/locale";
import { reader as words } from "@/components/messages/reader";
import { formatCount } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import type { PastResultRow } from "@/types/api";

/** One earlier result in the list: when, by whom, how it begins. */
export function PastRow(props: { row: PastResultRow; isChosen: boolean; onChoose: () => void }) {
  const { row, isChosen, onChoose } = props;
  const { payer, usage, runs, preview } = row;
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen || undefined}
        onClick={onChoose}
        className={cx("w-full rounded-control px-2.5 py-2 text-left", isChosen ? "bg-accent-soft" : "hover:bg-hover")}
      >
        <span className="flex items-baseline justify-between gap-2 font-medium text-sm">
          <time dateTime={row.at}>{whenOf(row)}</time>
          {runs > 1 && <span className="text-ink-2 text-xs">{words.past.runs(formatCount(runs))}</span>}
        </span>
        <span className="flex gap-2 text-ink-2 text-xs tabular-nums">
          {payer && <span className="truncate">{payer.name}</span>}
          {usage && <span className="shrink-0">{words.past.tokens(formatCount(usage.totalTokens))}</span>}
        </span>
        <span className="wrap-anywhere line-clamp-2 text-ink-2 text-xs">{preview}</span>
      </button>
    </li>
  );
}

export function whenOf({ at }: Pick<PastResultRow, "at">): string {
  return new Date(at).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "medium" });
}
