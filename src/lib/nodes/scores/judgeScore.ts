import { z } from "zod";
import { answerSettings } from "@/lib/nodes/generate";
import { generate } from "@/lib/nodes/generateAnswer";
import type { NodeContext, NodeResult } from "@/lib/nodes/nodeKind";
import { addSpent, type Spent, spentOf, withSpent } from "@/lib/nodes/spent";
import { isAssetRef, isRecord, toText } from "@/lib/nodes/values";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { judgeAnswerSchema, judgeInstructions, judgeMaterial } from "./judgePrompt";
import type { Scored } from "./plainScore";
import { roundScore } from "./roundScore";
import { type Judge, type Scale, type ScoreData, standardScale } from "./scoreSettings";
import { spreadOf } from "./spread";

type Context = NodeContext<ScoreData>;

/** What one judge said, on the scale of the node. */
interface Judgement {
  judge: Judge;
  given: number;
  reason: string;
}

/**
 * The verdict of all judges, who are asked at the same time: the mean of their scores, brought to 0 to 1. What one of
 * them said is kept for itself. @throws AppError what a call throws, once the others have ended; what they cost is added
 */
export async function judgeScore(context: Context, scored: Scored): Promise<NodeResult> {
  const { judges = [] } = context.data;
  const queue = queueOfAll(context);
  const settled = await Promise.allSettled(
    judges.map((judge, index) => {
      return judgement({ ...context, onQueue: queue }, { judge, twin: twinsBefore(judges, index) }, scored);
    }),
  );
  const spent = settled
    .map((one) => (one.status === "fulfilled" ? one.value.spent : spentOf(one.reason)))
    .reduce<Spent>(addSpent, {});
  const failed = settled.find((one) => one.status === "rejected");
  if (failed !== undefined) throw withSpent(failed.reason, spent);
  const said = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return { output: toOutput(said, context.data.scale ?? standardScale), ...spent };
}

/** How many before it have the same settings: each of them is asked, and keeps what it said. */
function twinsBefore(judges: readonly Judge[], index: number): number {
  const textOf = (judge: Judge | undefined) => JSON.stringify(judge && answerSettings(judge));
  return judges.slice(0, index).filter((other) => textOf(other) === textOf(judges[index])).length;
}

async function judgement(
  context: Context,
  { judge, twin }: { judge: Judge; twin: number },
  scored: Scored,
): Promise<Judgement & { spent: Spent }> {
  const { rubric = "", scale = standardScale } = context.data;
  const { min, max } = scale;
  // Not `passAt`: another bar does not ask again.
  const settings = { judge: answerSettings(judge), rubric, min, max, twin, expected: scored.reference };
  const { cached, output, ...spent } = await context.part(settings, () => ask(context, judge, scored));
  const answer = answerSchema.parse(output.json);
  return {
    judge,
    given: Math.min(Math.max(answer.score, min), max),
    reason: answer.reason,
    spent: cached ? {} : spent,
  };
}

const answerSchema = z.object({ reason: z.string(), score: z.number() });

async function ask(context: Context, judge: Judge, scored: Scored): Promise<NodeResult> {
  const { rubric = "", scale = standardScale } = context.data;
  const form = { system: judgeInstructions(rubric, scale), jsonSchema: judgeAnswerSchema(scale) };
  // Words of several judges at once would be read as one text.
  const silent = { onText: () => {}, onReasoning: () => {} };
  const { answer, ...spent } = await generate(
    { ...context, ...silent, inputs: materialOf(context, scored) },
    { ...judge, ...form },
  );
  if (!answerSchema.safeParse(answer.json).success) {
    const message = "The judge gave no score. Run the node again, or choose another model.";
    throw new AppError("schema_mismatch", message, { ...spent });
  }
  return { output: answer, ...spent };
}

/** What a model is shown: texts between tags, a picture or a PDF as what it is. */
function materialOf({ inputs }: Context, { value, reference }: Scored): Record<string, Value> {
  const files: Value[] = [];
  const textOf = (part: Value) => {
    if (!isAssetRef(part)) return toText(part);
    files.push(part);
    return `(${isPicture(part) ? "picture" : "file"} ${files.filter((file) => isPicture(file) === isPicture(part)).length})`;
  };
  const prompt = judgeMaterial({
    value: textOf(value),
    ...(reference === undefined ? {} : { reference: textOf(reference) }),
    ...(inputs.context === undefined ? {} : { context: textOf(inputs.context) }),
  });
  return { prompt, images: files.filter(isPicture), files: files.filter((file) => !isPicture(file)) };
}

function isPicture(value: Value): boolean {
  return isRecord(value) && String(value.mime).startsWith("image/");
}

/** As long as no call of them has been sent the node waits, and then it never waits again. */
function queueOfAll({ onQueue }: Context): Context["onQueue"] {
  let isSent = false;
  return (change) => {
    if (change === "left") isSent = true;
    if (change === "left" || !isSent) onQueue(change);
  };
}

function toOutput(said: readonly Judgement[], { min, max, passAt }: Scale): NodeResult["output"] {
  const share = (given: number) => (given - min) / (max - min);
  const given = spreadOf(said.map((one) => one.given));
  const shares = spreadOf(said.map((one) => share(one.given)));
  if (given === undefined || shares === undefined) throw new AppError("invalid_workflow", "There is no judge.");
  const each = said.map((one) => {
    const { provider, model } = one.judge;
    return {
      provider,
      model,
      given: one.given,
      score: share(one.given),
      pass: one.given >= passAt,
      reason: one.reason,
    };
  });
  return {
    score: shares.mean,
    pass: given.mean >= passAt,
    reason: toReason(said, { min, max }),
    judges: { ...shares, each },
  };
}

/** One judge's own words, or those of each under what they come to together. */
function toReason(said: readonly Judgement[], { min, max }: Pick<Scale, "min" | "max">): string {
  const on = `on ${min} to ${max}`;
  const [first] = said;
  if (first !== undefined && said.length === 1) return `${roundScore(first.given)} ${on}. ${first.reason}`;
  const each = said.map(({ judge, given, reason }) => `${judge.model}: ${roundScore(given)}. ${reason}`);
  return [`${together(said)} ${on}.`, ...each].join("\n\n");
}

function together(said: readonly Judgement[]): string {
  const { mean, sd, min, max } = spreadOf(said.map(({ given }) => given)) ?? { mean: 0, sd: 0, min: 0, max: 0 };
  if (sd === 0) return `All ${said.length} give ${roundScore(mean)}`;
  const range = `from ${roundScore(min)} to ${roundScore(max)}, standard deviation ${roundScore(sd)}`;
  return `Mean ${roundScore(mean)} (${range})`;
}
