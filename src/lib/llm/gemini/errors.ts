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
import { isLargerThanMinute, plainMeaning } from "@/lib/llm/meanings";
import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { readSaid, type Said } from "@/lib/llm/said";
import { parseRetryAfter } from "@/lib/retryAfter";
import { own } from "@/types/own";
import { meaningOfStatus, meaningOfWords } from "./constants";

/** What an answer that is no stream means. Pure. */
export function toGeminiFailure(refusal: Refusal, asked: Asked, nowMs: number): Failure {
  const { status, headers, body } = refusal;
  const said = readSaid(body);
  const before = toFailureBefore(refusal, said, asked, knownStatus(said) !== undefined);
  return before ?? toFailure(said, status, asked, parseRetryAfter(headers, nowMs));
}

/** What an error inside a stream, or inside a 200, means. Pure. */
export function toGeminiStreamFailure(body: JsonObject, asked: Asked): Failure {
  const said = readSaid(body);
  return toFailure(said, said.status, asked, undefined);
}

function toFailure(said: Said, status: number | undefined, asked: Asked, wishMs: number | undefined): Failure {
  const details = asArray(said.error.details).map(asObject);
  const facts = { upstreamStatus: status, upstreamCode: knownStatus(said) ?? said.names[0], words: said.words };
  if (status !== undefined && status >= 300 && status < 400) return redirected(asked, facts);
  const code = toCode(status, said, details);
  switch (code) {
    case "auth_required":
      return { error: upstreamError(code, asked, { ...facts, action: "add_key" }), credentialRefused: 401 };
    case "upstream_unavailable":
      return { error: upstreamError(code, asked, facts), retry: "server", afterMs: wishMs };
    case "rate_limited": {
      if (isSpentQuota(details, said)) {
        const sentence = `The quota of this ${asked.upstream} key for "${asked.model}" is used up, or there is none.`;
        return { error: upstreamError("usage_limit_reached", asked, { ...facts, sentence, action: "manage_usage" }) };
      }
      if (isLargerThanMinute(said)) return tooLargeForMinute(asked, facts);
      return limitedForNow(asked, facts, wishMs ?? readRetryDelay(details));
    }
    default:
      return { error: upstreamError(code, asked, facts) };
  }
}

function knownStatus({ names }: Said): string | undefined {
  return names.find((name) => own(meaningOfStatus, name) !== undefined);
}

function toCode(status: number | undefined, said: Said, details: JsonObject[]): UpstreamErrorCode {
  if (details.some(({ reason }) => reason === "API_KEY_INVALID") || status === 401) return "auth_required";
  const { words = "" } = said;
  const plain = plainMeaning(said);
  if (plain !== undefined) return plain;
  const name = knownStatus(said);
  const known = name === undefined ? undefined : own(meaningOfStatus, name);
  if (known !== undefined) return known;
  if (status !== undefined && (status >= 500 || status === 408)) return "upstream_unavailable";
  if (status === 429) return "rate_limited";
  if (status === 404 && /\bmodel/i.test(words)) return "model_not_available";
  return meaningOfWords.find(([pattern]) => pattern.test(words))?.[1] ?? "upstream_rejected";
}

/** google.rpc.RetryInfo: `"retryDelay": "34s"`. */
function readRetryDelay(details: JsonObject[]): number | undefined {
  const delay = details.map(({ retryDelay }) => asText(retryDelay)).find((value) => value !== undefined);
  const seconds = Number.parseFloat(delay ?? "");
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/**
 * A quota that no pause of a minute brings back. google.rpc.QuotaFailure names it, such as
 * `GenerateRequestsPerDayPerProjectPerModel-FreeTier`; a model outside of a free tier has one of nothing.
 */
function isSpentQuota(details: JsonObject[], { words = "" }: Said): boolean {
  const quotas = details.flatMap(({ violations }) => asArray(violations).map(asObject));
  return quotas.some(({ quotaId }) => /PerDay/.test(asText(quotaId) ?? "")) || /\blimit: 0\b/.test(words);
}
