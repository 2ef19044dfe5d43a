import { usageLimitSentence } from "@/lib/limits/words";
import {
  type Asked,
  type Failure,
  limitedForNow,
  type Refusal,
  redirected,
  toFailureBefore,
  tooLargeForMinute,
  type UpstreamErrorCode,
  upstreamError,
} from "@/lib/llm/failure";
import { isLargerThanMinute, plainMeaning, wantsNewerClient } from "@/lib/llm/meanings";
import type { JsonObject } from "@/lib/llm/narrow";
import { readSaid, type Said } from "@/lib/llm/said";
import { parseRetryAfter } from "@/lib/retryAfter";
import { own } from "@/types/own";
import {
  capacityCode,
  capacityWords,
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

/** What came with a failure beside its words; a failure inside a stream has no status and no headers of its own. */
interface Came {
  status: number | undefined;
  headers: Headers;
  inStream: boolean;
}

/** What an answer that is no stream means. Pure. */
export function toHttpFailure(refusal: Refusal, asker: Asker, nowMs: number): Failure {
  const { status, headers } = refusal;
  const said = readSaid(refusal.body);
  const before = toFailureBefore(refusal, said, asker, knownCode(said) !== undefined);
  return before ?? toFailure(said, { status, headers, inStream: false }, asker, nowMs);
}

/** What a failure inside a stream, or inside a 200, means; `error` is the upstream's error object. Pure. */
export function toStreamFailure(error: JsonObject, asker: Asker, nowMs: number): Failure {
  const said = readSaid(error);
  return toFailure(said, { status: said.status, headers: new Headers(), inStream: true }, asker, nowMs);
}

function toFailure(said: Said, { status, headers, inStream }: Came, asker: Asker, nowMs: number): Failure {
  const name = knownCode(said) ?? said.names[0];
  const meaning = (name === undefined ? undefined : own(meaningOfCode, name)) ?? plainMeaning(said);
  const afterMs = parseRetryAfter(headers, nowMs) ?? parseTryAgain(said.words);
  const facts = { upstreamStatus: status, upstreamCode: name, words: said.words };
  const again = inStream ? "stream" : "server";

  if (status === 401) {
    const code = asker.onPlan ? "reauth_required" : "auth_required";
    const action = asker.onPlan ? undefined : { action: "add_key" as const };
    return { error: upstreamError(code, asker, { ...facts, ...action }), credentialRefused: status };
  }
  if (isAtCapacity(said)) {
    return { error: toCapacityError(asker, facts), ...(inStream ? {} : { retry: again, afterMs }) };
  }
  if (status === 501) return { error: upstreamError("upstream_rejected", asker, facts) };
  const passes = meaning === undefined || meaning === "rate_limited" || meaning === "upstream_unavailable";
  if (passes && status !== undefined && (status >= 500 || status === 408)) {
    return { error: upstreamError("upstream_unavailable", asker, facts), retry: again, afterMs };
  }
  if (meaning === "rate_limited" || (status === 429 && passes)) {
    return isLargerThanMinute(said) ? tooLargeForMinute(asker, facts) : limitedForNow(asker, facts, afterMs);
  }
  if (status !== undefined && status >= 300 && status < 400) return redirected(asker, facts);
  const code = meaning ?? meaningOfWords(status, said.words);
  const error = toCodedError(code, { ...said, name }, asker, facts, headers, nowMs);
  return { error, ...(code === "upstream_unavailable" ? { retry: again, afterMs } : {}) };
}

/** The first of its names that stands for something. */
function knownCode({ names }: Said): string | undefined {
  return names.find((name) => own(meaningOfCode, name) !== undefined);
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

function isAtCapacity({ names, words = "" }: Said): boolean {
  return names.includes(capacityCode) || capacityWords.test(words);
}

/** The fact `atCapacity` says that only the model is blocked. */
function toCapacityError(asker: Asker, facts: Facts) {
  const sentence = `The model "${asker.model}" is at capacity at ${asker.upstream} right now. Try again in a moment, or choose another model.`;
  return upstreamError("upstream_unavailable", asker, { ...facts, sentence, atCapacity: true });
}

function toCodedError(
  code: UpstreamErrorCode,
  said: Said & { name: string | undefined },
  asker: Asker,
  facts: Facts,
  headers: Headers,
  nowMs: number,
) {
  if (code === "usage_limit_reached") return toUsageLimitError(said, asker, facts, headers, nowMs);
  if (code === "model_not_available" && wantsNewerClient(said)) {
    const sentence = `"${asker.model}" wants a newer client than the one that is named to ${asker.upstream}. Set CODEX_CLIENT_VERSION to a newer version, or choose another model.`;
    return upstreamError(code, asker, { ...facts, sentence });
  }
  if (code === "plan_use_off" || facts.upstreamStatus === 402) {
    return upstreamError(code, asker, { ...facts, action: "manage_usage" });
  }
  return upstreamError(code, asker, facts);
}

/** A plan's limit passes with time (the fact `isPlanLimit`); an empty balance does not. */
function toUsageLimitError(
  said: Said & { name: string | undefined },
  asker: Asker,
  facts: Facts,
  headers: Headers,
  nowMs: number,
) {
  if (said.name !== "usage_limit_reached") {
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

function meaningOfWords(status: number | undefined, words = ""): UpstreamErrorCode {
  if (status === 404 && /\bmodel\b/i.test(words)) return "model_not_available";
  if (status === 413) return "context_too_long";
  if (status !== undefined && ![400, 404, 422].includes(status)) return "upstream_rejected";
  return meaningOfDetail.find(([pattern]) => pattern.test(words))?.[1] ?? "upstream_rejected";
}

function parseTryAgain(words = ""): number | undefined {
  const [, amount, unit] = tryAgainIn.exec(words) ?? [];
  if (amount === undefined) return undefined;
  return Number.parseFloat(amount) * (unit?.toLowerCase() === "ms" ? 1 : 1000);
}
