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
import { meaningOfStatus, meaningOfWords } from "./constants";

/** What an answer that is no stream means. Pure. */
export function toGeminiFailure(refusal: Refusal, asked: Asked, nowMs: number): Failure {
  const { status, headers, body } = refusal;
  if (isBlockPage(refusal)) return { error: upstreamError("egress_blocked", asked, { upstreamStatus: status }) };
  // Outside a stream the error may come wrapped in a list.
  const error = asObject(asObject(Array.isArray(body) ? body[0] : body).error);
  return toCodedFailure(error, status, asked, parseRetryAfter(headers, nowMs));
}

/** What an error object inside a stream means. Pure. */
export function toGeminiStreamFailure(error: JsonObject, asked: Asked): Failure {
  return toCodedFailure(error, typeof error.code === "number" ? error.code : 500, asked, undefined);
}

function toCodedFailure(error: JsonObject, status: number, asked: Asked, retryAfterMs: number | undefined): Failure {
  const details = asArray(error.details).map(asObject);
  const upstreamCode = asText(error.status);
  const facts = { upstreamStatus: status, upstreamCode, words: asText(error.message) };
  const code = toCode(status, upstreamCode, facts.words, details);
  switch (code) {
    case "auth_required":
      return { error: upstreamError(code, asked, { ...facts, action: "add_key" }), credentialRefused: 401 };
    case "upstream_unavailable":
      return { error: upstreamError(code, asked, facts), retry: "server", afterMs: retryAfterMs };
    case "rate_limited": {
      if (isDailyQuota(details)) {
        const sentence = `The daily quota of this ${asked.upstream} key is used up.`;
        return { error: upstreamError("usage_limit_reached", asked, { ...facts, sentence, action: "manage_usage" }) };
      }
      const afterMs = retryAfterMs ?? readRetryDelay(details);
      const wish = afterMs === undefined ? {} : { retryAfterMs: afterMs };
      return { error: upstreamError(code, asked, { ...facts, ...wish }), retry: "rateLimit", afterMs };
    }
    default:
      return { error: upstreamError(code, asked, facts) };
  }
}

function toCode(status: number, name = "", words = "", details: JsonObject[]): UpstreamErrorCode {
  if (details.some(({ reason }) => reason === "API_KEY_INVALID") || status === 401) return "auth_required";
  const known = meaningOfStatus[name];
  if (known !== undefined) return known;
  if (status >= 500) return "upstream_unavailable";
  if (status === 429) return "rate_limited";
  return meaningOfWords.find(([pattern]) => pattern.test(words))?.[1] ?? "upstream_rejected";
}

/** google.rpc.RetryInfo: `"retryDelay": "34s"`. */
function readRetryDelay(details: JsonObject[]): number | undefined {
  const delay = details.map(({ retryDelay }) => asText(retryDelay)).find((value) => value !== undefined);
  const seconds = Number.parseFloat(delay ?? "");
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** google.rpc.QuotaFailure names the quota, such as `GenerateRequestsPerDayPerProjectPerModel-FreeTier`. */
function isDailyQuota(details: JsonObject[]): boolean {
  const quotas = details.flatMap(({ violations }) => asArray(violations).map(asObject));
  return quotas.some(({ quotaId }) => /PerDay/.test(asText(quotaId) ?? ""));
}
