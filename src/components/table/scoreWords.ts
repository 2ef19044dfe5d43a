import { listText, numberText } from "@/components/language/locale";
import { evaluation } from "@/components/messages/evaluation";
import { formatCount } from "@/components/nodes/format";
import { shareText } from "@/components/nodes/verdict";
import type { Interval } from "@/lib/nodes/scores/wilson";
import type { ScoreLine, Verdict } from "@/store/table/scoreBoard";

const words = evaluation.scores;

/** `73–88%`, nothing of none */
export function intervalText(interval: Interval | undefined): string {
  return interval === undefined ? "" : words.interval(shareText(interval.low), shareText(interval.high));
}

/** Who leads, by how much, and whether that can be chance; of how many rows. */
export function verdictText(verdict: Verdict, nameOf: (line: ScoreLine) => string): string {
  if (verdict.is === "tie") {
    const [first] = verdict.lines;
    return words.tie(listText(verdict.lines.map(nameOf)), shareText(first?.rate ?? 0), formatCount(first?.n ?? 0));
  }
  const { leader, second, overlaps } = verdict;
  const share = (line: ScoreLine) =>
    words.share(formatCount(line.passes), formatCount(line.n), shareText(line.rate ?? 0));
  const facts = [nameOf(leader), share(leader), nameOf(second), share(second)] as const;
  return `${words.leads(...facts)} ${overlaps ? words.overlaps : words.apart}`;
}

/** How far a score agrees with the thumbs; undefined without any. */
export function agreementText({ agreement: { n, observed, kappa } }: Pick<ScoreLine, "agreement">): string | undefined {
  if (n === 0 || observed === undefined) return undefined;
  return words.agreement(shareText(observed), kappa === undefined ? "–" : numberText(kappa, 2), formatCount(n));
}
