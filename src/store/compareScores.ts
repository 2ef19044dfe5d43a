import { type PassRate, passRateOf, spreadOf } from "@/lib/nodes/scores/spread";
import { type Interval, wilson } from "@/lib/nodes/scores/wilson";
import type { PortValues } from "@/types/run";
import { type OlderRow, samePlace } from "./pairRows";
import type { NodeRun } from "./runReducer";

/** What a score said in one run. */
export interface ScoreSummary {
  mean?: number;
  pass: PassRate & { interval?: Interval };
}

export interface ScoreChange {
  node: string;
  before: ScoreSummary;
  after: ScoreSummary;
  /** Rows that both runs scored, and that scored higher or lower in the newer one. */
  better: number;
  worse: number;
}

/** How a score node's results moved from one run to the next; undefined where one of them has none. */
export function compareScores(
  node: string,
  before: NodeRun,
  after: NodeRun,
  olderRow: OlderRow = samePlace,
): ScoreChange | undefined {
  const [was, is] = [outputsOf(before), outputsOf(after)];
  const change = { node, before: summaryOf(was), after: summaryOf(is), better: 0, worse: 0 };
  if (change.before.mean === undefined || change.after.mean === undefined) return undefined;
  for (const [row, output] of is.entries()) {
    const place = olderRow(row);
    const [old, now] = [place === undefined ? undefined : scoreOf(was[place]), scoreOf(output)];
    if (old === undefined || now === undefined) continue;
    if (now > old) change.better++;
    if (now < old) change.worse++;
  }
  return change;
}

function outputsOf({ items, output }: NodeRun): (PortValues | undefined)[] {
  return items === undefined ? [output] : Array.from(items, (item) => item?.output);
}

function summaryOf(outputs: readonly (PortValues | undefined)[]): ScoreSummary {
  const mean = spreadOf(outputs.flatMap((output) => scoreOf(output) ?? []))?.mean;
  const pass = passRateOf(outputs.flatMap((output) => (typeof output?.pass === "boolean" ? [output.pass] : [])));
  return { mean, pass: { ...pass, interval: wilson(pass.passes, pass.n) } };
}

function scoreOf(output: PortValues | undefined): number | undefined {
  return typeof output?.score === "number" && Number.isFinite(output.score) ? output.score : undefined;
}
