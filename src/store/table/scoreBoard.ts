import { type Agreement, cohensKappa } from "@/lib/nodes/scores/cohensKappa";
import { passRateOf, spreadOf } from "@/lib/nodes/scores/spread";
import { type Interval, wilson } from "@/lib/nodes/scores/wilson";
import type { Thumb } from "@/types/labels";
import { type JudgeLine, judgeLines } from "./judges";
import type { ScoreSource } from "./tableModel";

/** What is said of one score over some rows. */
export interface ScoreLine {
  node: string;
  /** The node whose values were judged. */
  of?: string;
  /** Rows of which it says whether they pass. */
  n: number;
  passes: number;
  rate?: number;
  interval?: Interval;
  mean?: number;
  /** With the thumbs of people, on the rows that have one. */
  agreement: Agreement;
  /** The same of each of several judges. */
  judges: JudgeLine[];
}

/** Who leads by its pass rate, and whether that is more than chance: no other's interval overlaps with its own. */
export type Verdict =
  | { is: "leads"; leader: ScoreLine; second: ScoreLine; overlaps: boolean }
  | { is: "tie"; lines: ScoreLine[] };

/** Each score in the order of the table. */
export function scoreLines(
  scores: readonly ScoreSource[],
  rows: readonly number[],
  thumbOf: (row: number) => Thumb | null | undefined,
): ScoreLine[] {
  return scores.map(({ node, of, scoreAt, passAt, judgesAt = () => [] }) => {
    const { n, passes, rate } = passRateOf(rows.flatMap((row) => passAt(row) ?? []));
    const pairs = rows.flatMap((row): [boolean, boolean][] => {
      const [pass, thumb] = [passAt(row), thumbOf(row) ?? undefined];
      return pass === undefined || thumb === undefined ? [] : [[pass, thumb === "up"]];
    });
    const mean = spreadOf(rows.flatMap((row) => scoreAt(row) ?? []))?.mean;
    const judges = judgeLines(judgesAt, rows, thumbOf);
    return { node, of, n, passes, rate, interval: wilson(passes, n), mean, agreement: cohensKappa(pairs), judges };
  });
}

/** Undefined with less than two scores that say something. */
export function verdictOf(lines: readonly ScoreLine[]): Verdict | undefined {
  const ranked = lines.filter(({ n }) => n > 0).toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0));
  const [leader, second, ...others] = ranked;
  if (leader === undefined || second === undefined) return undefined;
  if (leader.rate === second.rate) return { is: "tie", lines: ranked.filter(({ rate }) => rate === leader.rate) };
  const low = leader.interval?.low ?? 0;
  return {
    is: "leads",
    leader,
    second,
    overlaps: [second, ...others].some(({ interval }) => (interval?.high ?? 1) >= low),
  };
}
