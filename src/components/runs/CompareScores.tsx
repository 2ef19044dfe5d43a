import { numberText } from "@/components/language/locale";
import { evaluation } from "@/components/messages/evaluation";
import { formatCount } from "@/components/nodes/format";
import { shareText } from "@/components/nodes/verdict";
import type { ScoreChange, ScoreSummary } from "@/store/compareScores";

const words = evaluation.runs;

/** How scores moved from the older run to the newer one. */
export function CompareScores({ scores, nameOf }: { scores: readonly ScoreChange[]; nameOf: (id: string) => string }) {
  return (
    <section aria-label={words.label} className="overflow-x-auto rounded-card border border-line px-3 py-2">
      <table className="w-full text-left tabular-nums">
        <thead className="text-ink-3 text-xs">
          <tr>
            {Object.entries(words.columns).map(([name, label]) => (
              <th key={name} className="py-1 pr-4 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.map(({ node, before, after, better, worse }) => (
            <tr key={node} className="border-line border-t">
              <th scope="row" className="py-1.5 pr-4 font-medium">
                {nameOf(node)}
              </th>
              <td className="py-1.5 pr-4">{words.change(passedText(before), passedText(after))}</td>
              <td className="py-1.5 pr-4">{words.change(meanText(before), meanText(after))}</td>
              <td className="py-1.5 pr-4 text-ok">{better > 0 && words.better(formatCount(better))}</td>
              <td className="py-1.5 text-error">{worse > 0 && words.worse(formatCount(worse))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function passedText({ pass: { rate, n, interval } }: ScoreSummary): string {
  if (rate === undefined || interval === undefined) return "–";
  return words.passed(shareText(rate), shareText(interval.low), shareText(interval.high), formatCount(n));
}

function meanText({ mean }: ScoreSummary): string {
  return mean === undefined ? "–" : numberText(mean, 2);
}
