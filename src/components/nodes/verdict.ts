import { percentText } from "@/components/language/locale";
import { nodes } from "@/components/messages/nodes";
import type { Verdict } from "@/lib/nodes/scores/scoreSettings";
import { spreadOf } from "@/lib/nodes/scores/spread";
import type { ItemRuns } from "@/store/runItems";
import type { PortValues } from "@/types/run";

/** What a score says of a value; undefined for the outputs of other nodes. */
export function verdictOf(output: PortValues | undefined): Verdict | undefined {
  const { score, pass, reason } = output ?? {};
  const isVerdict = typeof score === "number" && typeof pass === "boolean" && typeof reason === "string";
  return isVerdict ? { score, pass, reason } : undefined;
}

/** In one line, in words. */
export function verdictLine({ score, pass }: Pick<Verdict, "score" | "pass">): string {
  return `${shareText(score)} · ${pass ? nodes.score.passed : nodes.score.failed}`;
}

/** `82%` for 0.82 */
export function shareText(share: number): string {
  return percentText(Math.round(share * 100));
}

/** What many items come to; undefined while none is scored. */
export function verdictOfAll(items: ItemRuns): { mean: number; passed: number; count: number } | undefined {
  const verdicts = items.flatMap((item) => verdictOf(item?.output) ?? []);
  const spread = spreadOf(verdicts.map(({ score }) => score));
  if (spread === undefined) return undefined;
  return { mean: spread.mean, passed: verdicts.filter(({ pass }) => pass).length, count: verdicts.length };
}
