import { uniqueName } from "@/lib/nodes/columns";
import { type Agreement, cohensKappa } from "@/lib/nodes/scores/cohensKappa";
import { isRecord, toList } from "@/lib/nodes/values";
import type { Thumb } from "@/types/labels";
import { own } from "@/types/own";
import type { Value } from "@/types/run";

/** What one of several judges said of a row. */
export interface JudgePass {
  model: string;
  pass: boolean;
}

/** One of several judges of a score, held against the thumbs of people. */
export interface JudgeLine {
  name: string;
  agreement: Agreement;
}

/** Of the output `judges` of a score; nothing of other values. */
export function readJudges(judges: Value | undefined): JudgePass[] {
  if (!isRecord(judges)) return [];
  return toList(own(judges, "each")).flatMap((said) => {
    if (!isRecord(said)) return [];
    const [model, pass] = [own(said, "model"), own(said, "pass")];
    return typeof model === "string" && typeof pass === "boolean" ? [{ model, pass }] : [];
  });
}

/** In their order on the node. None where one judges alone: its agreement is that of the score. */
export function judgeLines(
  judgesAt: (row: number) => readonly JudgePass[],
  rows: readonly number[],
  thumbOf: (row: number) => Thumb | null | undefined,
): JudgeLine[] {
  const pairs: { model: string; said: [boolean, boolean][] }[] = [];
  for (const row of rows) {
    const thumb = thumbOf(row) ?? undefined;
    for (const [place, { model, pass }] of judgesAt(row).entries()) {
      const judge = pairs[place] ?? { model, said: [] };
      pairs[place] = judge;
      if (thumb !== undefined) judge.said.push([pass, thumb === "up"]);
    }
  }
  if (pairs.length < 2) return [];
  const taken = new Set<string>();
  return pairs.map(({ model, said }) => ({ name: uniqueName(model, taken), agreement: cohensKappa(said) }));
}
