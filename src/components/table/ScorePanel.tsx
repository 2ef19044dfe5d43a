import { useMemo } from "react";
import { numberText } from "@/components/language/locale";
import { evaluation } from "@/components/messages/evaluation";
import { formatCount } from "@/components/nodes/format";
import { shareText } from "@/components/nodes/verdict";
import { tip } from "@/components/ui/tip";
import { type ScoreLine, scoreLines, verdictOf } from "@/store/table/scoreBoard";
import type { ListTable } from "@/store/table/tableModel";
import type { RowTable } from "./rowTable";
import { agreementText, intervalText, verdictText } from "./scoreWords";
import type { NamedTable } from "./useListTable";

const words = evaluation.scores;

interface PanelProps {
  list: ListTable;
  rows: RowTable;
  named: NamedTable;
}

/** What the scores of a table say together, over the rows that are shown: who leads, and how sure that is. */
export function ScorePanel({ list, rows, named }: PanelProps) {
  const { labels } = named;
  const shown = rows.getRowModel().rows;
  const lines = useMemo(() => {
    const numbers = shown.map(({ original }) => original.number);
    return scoreLines(list.compares?.scores ?? [], numbers, (row) => labels?.of(row)?.label);
  }, [shown, list, labels]);
  const verdict = verdictOf(lines);
  // What was judged is what people compare; two judges of one thing are told by their own names.
  const isAlone = ({ of }: ScoreLine) => of !== undefined && lines.filter((line) => line.of === of).length === 1;
  const nameOf = (line: ScoreLine) => named.titleOf((isAlone(line) ? line.of : line.node) ?? line.node);
  return (
    <section
      aria-label={words.label}
      className="flex max-h-[40%] shrink-0 flex-col gap-2 overflow-y-auto border-line border-b px-4 py-3"
    >
      {verdict !== undefined && (
        <p role="status" className="max-w-[80ch] text-base">
          {verdictText(verdict, nameOf)}
        </p>
      )}
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {lines.map((line) => (
          <li key={line.node} className="flex min-w-56 max-w-full flex-col gap-1">
            <p className="truncate font-medium">{nameOf(line)}</p>
            {line.rate !== undefined && <IntervalBar line={line} />}
            <p className="text-ink-2 text-xs tabular-nums">
              {line.rate !== undefined && `${shareText(line.rate)} (${intervalText(line.interval)}) · `}
              {line.mean !== undefined && `${words.mean(numberText(line.mean, 2))} · `}
              {words.n(formatCount(line.n))}
            </p>
            <p {...tip(words.kappa)} className="text-ink-3 text-xs tabular-nums">
              {agreementText(line) ?? words.noThumbs}
            </p>
            {line.judges.map((judge) => {
              const told = agreementText(judge);
              return (
                told && (
                  <p key={judge.name} className="wrap-anywhere text-ink-3 text-xs tabular-nums">
                    {judge.name}: {told}
                  </p>
                )
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The share that passed as a mark on the interval that it is known to lie in; the figures beside say the same. */
function IntervalBar({ line: { rate = 0, interval } }: { line: ScoreLine }) {
  const { low, high } = interval ?? { low: rate, high: rate };
  return (
    <span aria-hidden className="relative block h-2 rounded-full bg-field">
      <span
        className="absolute inset-y-0 rounded-full bg-accent-soft outline-1 outline-accent/50"
        style={{ left: `${low * 100}%`, width: `${Math.max(1, (high - low) * 100)}%` }}
      />
      <span
        className="absolute inset-y-[-2px] w-[3px] rounded-full bg-accent"
        style={{ left: `calc(${rate * 100}% - 1.5px)` }}
      />
    </span>
  );
}
