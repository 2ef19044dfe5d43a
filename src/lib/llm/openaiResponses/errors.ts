import { usageLimitSentence } from "@/lib/limits/words";
import {
  type Asked,
  type Failure,
  isBlockPage,
  type Refusal,
  type UpstreamErrorCode,
  upstreamError,
} from "@/lib/llm/failure";
import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { parseRetryAfter } from "@/lib/retryAfter";
import {
  capacityCode,
  capacityWords,
  finalStreamCodes,
  meaningOfCode,
  meaningOfDetail,
  promptStyleComplaint,
  tryAgainIn,
} from "./constants";
import { readUsageLimit } from "./usageLimit";

/** What is known of who asked; decides the words and the next action. */
export interface Asker extends Asked {
  onPlan: boolean;
}

interface Said {
  /** `error.code`, else `error.type` where that is one of the codes. */
  code: string | undefined;
  words: string | undefined;
  error: JsonObject;
}

/** Both shapes: the platform's `{"error": {…}}` and the plan backend's `{"detail": "…"}`, or `[{"msg": "…"}]` there. */
export function readSaid(body: unknown): Said {
  const { error: inner, detail } = asObject(body);
  const error = asObject(inner);
  const named = [asText(error.code), asText(error.type)];
  return {
    code: named.find((name) => name !== undefined && name in meaningOfCode) ?? named[0],
    words: asText(error.message) ?? asText(inner) ?? asText(detail) ?? asText(asObject(asArray(detail)[0]).msg),
    error,
  };
}

/** What an answer that is no stream means. Pure. */
export function toHttpFailure(refusal: Refusal, asker: Asker, nowMs: number): Failure {
  const { status, headers } = refusal;
  const said = readSaid(refusal.body);
  if (isBlockPage(refusal)) return { error: upstreamError("egress_blocked", asker, { upstreamStatus: status }) };
  const meaning = said.code === undefined ? undefined : meaningOfCode[said.code];
  const afterMs = parseRetryAfter(headers, nowMs);
  const facts = { upstreamStatus: status, upstreamCode: said.code, words: said.words };

  if (status === 401) {
    const code = asker.onPlan ? "reauth_required" : "auth_required";
    const action = asker.onPlan ? undefined : { action: "add_key" as const };
    return { error: upstreamError(code, asker, { ...facts, ...action }), credentialRefused: status };
  }
  if (isAtCapacity(said)) return { error: toCapacityError(asker, facts), retry: "server", afterMs };
  if (status >= 500 || status === 408) {
    return { error: upstreamError("upstream_unavailable", asker, facts), retry: "server", afterMs };
  }
  if (status === 429 && (meaning === undefined || meaning === "rate_limited" || meaning === "upstream_unavailable")) {
    return toRateLimit(asker, facts, afterMs);
  }
  if (status >= 300 && status < 400) {
    const sentence = `${asker.upstream} answered with a redirect to another address, which is never followed with your credentials. Check the configured base URL.`;
    return { error: upstreamError("upstream_rejected", asker, { ...facts, sentence }) };
  }
  const code = meaning ?? meaningOfWords(status, said.words);
  return { error: toCodedError(code, said, asker, facts, headers, nowMs) };
}

/** What a failure inside a stream means; `error` is the upstream's error object. Pure. */
export function toStreamFailure(error: JsonObject, asker: Asker, nowMs: number): Failure {
  const said = readSaid({ error });
  const facts = { upstreamCode: said.code, words: said.words };
  if (said.code === "rate_limit_exceeded") return toRateLimit(asker, facts, parseTryAgain(said.words));
  const code = (said.code && meaningOfCode[said.code]) || "upstream_rejected";
  if (isAtCapacity(said)) return { error: toCapacityError(asker, facts) };
  const isFinal = said.code !== undefined && finalStreamCodes.has(said.code);
  return {
    error: toCodedError(code, said, asker, facts, new Headers(), nowMs),
    ...(isFinal ? {} : { retry: "stream" as const }),
  };
}

/** True when a refusal is about the way the system prompt was sent. */
export function isPromptStyleComplaint({ status, body }: Refusal): boolean {
  return status === 400 && promptStyleComplaint.test(readSaid(body).words ?? "");
}

type Facts = {
  upstreamStatus?: number;
  upstreamCode: string | undefined;
  words: string | undefined;
};

function isAtCapacity({ code, words = "" }: Said): boolean {
  return code === capacityCode || capacityWords.test(words);
}

/** The fact `atCapacity` says that only the model is blocked. */
function toCapacityError(asker: Asker, facts: Facts) {
  const sentence = `The model "${asker.model}" is at capacity at ${asker.upstream} right now. Try again in a moment, or choose another model.`;
  return upstreamError("upstream_unavailable", asker, { ...facts, sentence, atCapacity: true });
}

function toRateLimit(asker: Asker, facts: Facts, afterMs: number | undefined): Failure {
  const retryAfter = afterMs === undefined ? {} : { retryAfterMs: afterMs };
  return { error: upstreamError("rate_limited", asker, { ...facts, ...retryAfter }), retry: "rateLimit", afterMs };
}

function toCodedError(
  code: UpstreamErrorCode,
  said: Said,
  asker: Asker,
  facts: Facts,
  headers: Headers,
  nowMs: number,
) {
  if (code === "usage_limit_reached") return toUsageLimitError(said, asker, facts, headers, nowMs);
  if (code === "plan_use_off" || facts.upstreamStatus === 402) {
    return upstreamError(code, asker, { ...facts, action: "manage_usage" });
  }
  return upstreamError(code, asker, facts);
}

/** A plan's limit passes with time (the fact `isPlanLimit`); an empty balance does not. */
function toUsageLimitError(said: Said, asker: Asker, facts: Facts, headers: Headers, nowMs: number) {
  if (said.code !== "usage_limit_reached") {
    const sentence = `The ${asker.upstream} account behind this key has no credit left.`;
    return upstreamError("usage_limit_reached", asker, { ...facts, sentence, action: "manage_usage" });
  }
  const limit = readUsageLimit(said.error, headers, nowMs);
  const sentence = usageLimitSentence(`this ${asker.upstream} plan`, limit.resetsAt, limit.window);
  const action = limit.resetsAt === undefined ? { action: "manage_usage" as const } : { action: "wait" as const };
  const until = limit.resetsAt === undefined ? {} : { until: limit.resetsAt };
  const plan = { isPlanLimit: true, ...limit, ...action, ...until };
  return upstreamError("usage_limit_reached", asker, { ...facts, ...plan, sentence });
}

function meaningOfWords(status: number, words = ""): UpstreamErrorCode {
  if (status === 404 && /\bmodel\b/i.test(words)) return "model_not_available";
  if (status === 413) return "context_too_long";
  if (status !== 400 && status !== 422) return "upstream_rejected";
  return meaningOfDetail.find(([pattern]) => pattern.test(words))?.[1] ?? "upstream_rejected";
}

function parseTryAgain(words = ""): number | undefined {
  const [, amount, unit] = tryAgainIn.exec(words) ?? [];
  if (amount === undefined) return undefined;
  return Number.parseFloat(amount) * (unit?.toLowerCase() === "ms" ? 1 : 1000);
}
