import type { UpstreamErrorCode } from "./failure";
import type { Said } from "./said";

/**
 * What failures mean wherever they stand: in a body or a stream, under any status, from the upstream or a gateway
 * that repeats it. Words are all there is where no code comes with them.
 */
const meaningOfNames: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/^(context_length_exceeded|string_above_max_length|exceed_context_size_error)$/, "context_too_long"],
  [/ContextWindowExceeded/, "context_too_long"],
  // `cyber_policy`, `bio_policy` and whatever else may not be spoken of.
  [
    /_policy(_violat(ion|ed))?$|^content_filter(ed)?$|ContentPolicyViolation|ResponsibleAIPolicyViolation/,
    "content_rejected",
  ],
];
const meaningOfWords: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [
    /context[ _]?(window|length|size)|prompt is too long|input is too long|too many (input )?tokens|maximum number of (input )?tokens|token count .* exceeds|reduce the length of the (messages|prompt|input)/i,
    "context_too_long",
  ],
  [/content[ _-](policy|filter|management policy)|usage polic(y|ies)|safety system/i, "content_rejected"],
  [newerClient(), "model_not_available"],
];

/** The meaning that holds everywhere; undefined when only who was asked can tell. */
export function plainMeaning({ names, words = "" }: Pick<Said, "names" | "words">): UpstreamErrorCode | undefined {
  return (
    meaningOfNames.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ??
    meaningOfWords.find(([pattern]) => pattern.test(words))?.[1]
  );
}

/** The upstream serves the model, but to a newer client than the one it was told of. */
export function wantsNewerClient({ words = "" }: Said): boolean {
  return newerClient().test(words);
}

function newerClient(): RegExp {
  return /(requires?|needs?) a newer (version|client)|newer version of (codex|the (app|client|cli))/i;
}

/** Tokens of a minute: what the limit allows and what the request needs, as OpenAI and its gateways write it. */
const minuteLimit = /\blimit:? *([\d,]+)\b.*?\brequested:? *([\d,]+)/i;

/** A request that no pause can help: it is larger than all that is allowed in a minute. */
export function isLargerThanMinute({ words = "" }: Said): boolean {
  if (/request too large|must be reduced in order to run/i.test(words)) return true;
  const [, limit, requested] = minuteLimit.exec(words) ?? [];
  return limit !== undefined && requested !== undefined && toNumber(requested) > toNumber(limit);
}

function toNumber(digits: string): number {
  return Number(digits.replaceAll(",", ""));
}
