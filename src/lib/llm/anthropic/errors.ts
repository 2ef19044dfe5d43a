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
import { asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { readSaid, type Said } from "@/lib/llm/said";
import { parseRetryAfter } from "@/lib/retryAfter";
import { own } from "@/types/own";
import { meaningOfType, meaningOfWords } from "./constants";

/** What an answer that is no stream means. Pure. */
export function toAnthropicFailure(refusal: Refusal, asked: Asked, nowMs: number): Failure {
  const { status, headers, body } = refusal;
  const said = readSaid(body);
  const before = toFailureBefore(refusal, said, asked, false);
  return before ?? toFailure(said, status, asked, parseRetryAfter(headers, nowMs));
}

/** What an error inside a stream, or inside a 200, means. Pure. */
export function toAnthropicStreamFailure(body: JsonObject, asked: Asked): Failure {
  const said = readSaid(body);
  return toFailure(said, said.status, asked, undefined);
}

function toFailure(said: Said, status: number | undefined, asked: Asked, wishMs: number | undefined): Failure {
  const errorCode = asText(asObject(said.error.details).error_code);
  const facts = { upstreamStatus: status, upstreamCode: errorCode ?? said.names[0], words: said.words };
  if (status !== undefined && status >= 300 && status < 400) return redirected(asked, facts);
  const code = toCode(status, said, errorCode);
  switch (code) {
    case "auth_required":
      return { error: upstreamError(code, asked, { ...facts, action: "add_key" }), credentialRefused: 401 };
    case "usage_limit_reached": {
      const sentence = `The credit or spend limit of this ${asked.upstream} key is used up.`;
      return { error: upstreamError(code, asked, { ...facts, sentence, action: "manage_usage" }) };
    }
    case "upstream_unavailable":
      return { error: upstreamError(code, asked, facts), retry: "server", afterMs: wishMs };
    case "rate_limited":
      return isLargerThanMinute(said) ? tooLargeForMinute(asked, facts) : limitedForNow(asked, facts, wishMs);
    default:
      return { error: upstreamError(code, asked, facts) };
  }
}

function toCode(status: number | undefined, said: Said, errorCode: string | undefined): UpstreamErrorCode {
  if (status === 401) return "auth_required";
  if (status === 402 || errorCode?.endsWith("spend_limit_reached")) return "usage_limit_reached";
  const plain = plainMeaning(said);
  if (plain !== undefined) return plain;
  const { words = "", names } = said;
  const type = names.find((name) => own(meaningOfType, name) !== undefined);
  const known = type === undefined ? undefined : own(meaningOfType, type);
  if (known !== undefined) return known;
  if (status !== undefined && (status >= 500 || status === 408)) return "upstream_unavailable";
  if (status === 429) return "rate_limited";
  if (status === 413) return "context_too_long";
  if (status === 404 && /\bmodel/i.test(words)) return "model_not_available";
  return meaningOfWords.find(([pattern]) => pattern.test(words))?.[1] ?? "upstream_rejected";
}

/** What can be asked for in another way. */
export type Refusable = "schema" | "strict tools" | "search";

/** What of the request was refused, as far as another request can do without it. */
export function refusedPart({ status, body }: Refusal): Refusable | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const { words = "" } = readSaid(body);
  if (/web_search_2025/.test(words)) return "search";
  if (/\bstrict\b|tools[.[]\d+|input_schema/i.test(words)) return "strict tools";
  return /output_config|output_format|\bschema\b|grammar/i.test(words) ? "schema" : undefined;
}
