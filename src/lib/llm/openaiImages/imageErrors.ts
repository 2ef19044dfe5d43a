import { type Failure, type Refusal, upstreamError } from "@/lib/llm/failure";
import { asArray, asText } from "@/lib/llm/narrow";
import { type Asker, toHttpFailure } from "@/lib/llm/openaiResponses/errors";
import { readSaid, type Said } from "@/lib/llm/said";

/** Reported: where the check stood that refused. */
const stages: Record<string, string> = { input: "what was asked for", output: "the picture that was made" };

/** What a refusal of an images endpoint means; most mean what they mean for texts. Pure. */
export function toImageFailure(refusal: Refusal, asker: Asker, nowMs: number): Failure {
  const failure = toHttpFailure(refusal, asker, nowMs);
  const said = readSaid(refusal.body);
  const facts = { upstreamStatus: refusal.status, words: said.words };
  if (said.names.includes("moderation_blocked")) {
    const moderation = readModeration(said);
    const error = upstreamError("content_rejected", asker, {
      ...facts,
      upstreamCode: "moderation_blocked",
      ...moderation,
    });
    return { error };
  }
  if (failure.error.code !== "rate_limited") return failure;
  const { upstreamCode, retryAfterMs } = failure.error.facts;
  const sentence = `${asker.upstream} makes no more pictures for now: it limits them apart from all other calls. Try again later.`;
  const after = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { ...failure, error: upstreamError("rate_limited", asker, { ...facts, upstreamCode, ...after, sentence }) };
}

/** Which check refused, and for what, as far as the refusal says. */
function readModeration({ error }: Said): { sentence?: string; stage?: string; categories?: string[] } {
  const stage = asText(error.moderation_stage);
  const categories = asArray(error.categories).flatMap((category) => asText(category) ?? []);
  const what = (stage === undefined ? undefined : stages[stage]) ?? "this";
  const why = categories.length === 0 ? "" : ` (${categories.join(", ").replaceAll("_", " ")})`;
  const sentence = `The safety system refused ${what}${why}. Change the prompt or the pictures.`;
  return { sentence, ...(stage === undefined ? {} : { stage }), ...(categories.length === 0 ? {} : { categories }) };
}
