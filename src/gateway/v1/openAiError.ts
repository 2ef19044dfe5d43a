import type { Failure } from "@/gateway/route";
import { retryAfterHeader } from "@/lib/retryAfter";
import { type ErrorBody, type ErrorCode, httpStatusOf } from "@/types/errors";

/** The `error` object of OpenAI's API, with what more we know. */
export interface OpenAiError {
  message: string;
  type: string;
  param: string | null;
  code: string | null;
  /** Of a usage limit, in seconds since 1970, as ChatGPT's own backend tells it. */
  resets_at?: number;
  /** What OpenAI has no words for, for programs that know Patchbay. */
  patchbay: Omit<ErrorBody, "message">;
}

export interface OpenAiFailure extends Failure {
  body: { error: OpenAiError };
}

interface Meaning {
  status?: number;
  type?: string;
  code?: string;
  param?: string;
  /** Asking again as it is cannot help, although clients would do so at this status. */
  isFinal?: true;
}

/** What a code is in OpenAI's words; the status is that of the code unless told otherwise. */
const meanings: Partial<Record<ErrorCode, Meaning>> = {
  login_required: { code: "invalid_api_key" },
  auth_required: { type: "authentication_error", code: "auth_required" },
  reauth_required: { type: "authentication_error", code: "reauth_required" },
  not_found: { code: "not_found" },
  not_allowed: { type: "permission_error", code: "not_allowed" },
  forbidden_origin: { type: "permission_error", code: "forbidden_origin" },
  access_denied: { type: "permission_error", code: "access_denied" },
  plan_use_off: { type: "permission_error", code: "plan_use_off" },
  model_not_available: { status: 404, code: "model_not_found", param: "model" },
  unsupported_option: { code: "unsupported_parameter" },
  context_too_long: { code: "context_length_exceeded" },
  content_rejected: { code: "content_policy_violation" },
  too_large: { code: "request_too_large" },
  // No 409, which clients take for something that passes: each try would be another run that asks a person.
  conflict: { status: 400, isFinal: true },
  account_mismatch: { status: 400, isFinal: true },
  // `type` is what the Codex CLI reads, `code` what others know as "waiting a little does not help".
  usage_limit_reached: { type: "usage_limit_reached", code: "insufficient_quota" },
  rate_limited: { type: "requests", code: "rate_limit_exceeded" },
  // The answer would be paid for again, and be no better. Of the clients only the openai SDK reads the header that says
  // so: the AI SDK asks again after any 5xx, the Codex CLI after anything but a 400.
  schema_mismatch: { status: 400, isFinal: true },
  upstream_rejected: { isFinal: true },
  egress_blocked: { isFinal: true },
};

/** With these an upstream refuses what was asked, whoever asks: it refuses the same again. */
const refusalsOfRequest: ReadonlySet<unknown> = new Set([400, 413, 422]);

/** A usage limit that ends so soon is worth waiting for, in milliseconds; SDKs wait a minute at most. */
const SHORT_WAIT_MS = 60_000;

/** Any failure as OpenAI's API would tell it, with what makes its SDKs ask again, or not. Pure. */
export function toOpenAiFailure(told: ErrorBody, nowMs = Date.now()): OpenAiFailure {
  const { message, ...patchbay } = told;
  const { code, details = {} } = patchbay;
  const meaning = meanings[code] ?? {};
  const isRequestRefused = code === "upstream_rejected" && refusalsOfRequest.has(details.upstreamStatus);
  const status = isRequestRefused ? 400 : (meaning.status ?? httpStatusOf[code]);
  const resetsAtMs = Date.parse(String(details.resetsAt ?? details.until ?? ""));
  const isUsageLimit = code === "usage_limit_reached";
  const waitMs = waitOf(code, details, resetsAtMs - nowMs);
  return {
    status,
    headers: {
      ...(waitMs === undefined ? {} : waitHeaders(waitMs)),
      ...(isFinal(told, meaning, waitMs) ? { "x-should-retry": "false" } : {}),
    },
    body: {
      error: {
        message,
        type: meaning.type ?? (status >= 500 ? "server_error" : "invalid_request_error"),
        param: typeof details.param === "string" ? details.param : (meaning.param ?? null),
        code: typeof details.fault === "string" ? details.fault : (meaning.code ?? code),
        ...(isUsageLimit && Number.isFinite(resetsAtMs) ? { resets_at: Math.ceil(resetsAtMs / 1000) } : {}),
        patchbay,
      },
    },
  };
}

/** Milliseconds to wait, where that is known. */
function waitOf(code: ErrorCode, { retryAfterMs }: Record<string, unknown>, untilResetMs: number): number | undefined {
  if (code === "usage_limit_reached") return Number.isFinite(untilResetMs) ? Math.max(0, untilResetMs) : undefined;
  return typeof retryAfterMs === "number" && Number.isFinite(retryAfterMs) ? Math.max(0, retryAfterMs) : undefined;
}

function waitHeaders(ms: number): Record<string, string> {
  return { ...retryAfterHeader(ms), "retry-after-ms": String(Math.ceil(ms)) };
}

function isFinal({ code, action }: ErrorBody, meaning: Meaning, waitMs: number | undefined): boolean {
  if (code === "usage_limit_reached") return waitMs === undefined || waitMs > SHORT_WAIT_MS;
  // A request that is larger than all that may be sent in a minute.
  if (code === "rate_limited") return action === "edit_input";
  return meaning.isFinal === true;
}
