import { type Failure, isBlockPage, type Refusal, type UpstreamErrorCode, upstreamError } from "@/lib/llm/failure";
import { asText, type JsonObject } from "@/lib/llm/narrow";
import { type Asker, toHttpFailure, toStreamFailure } from "@/lib/llm/openaiResponses/errors";
import { readSaid } from "@/lib/llm/said";
import { parseRetryAfter } from "@/lib/retryAfter";
import type { ErrorFacts } from "@/types/errors";
import { own } from "@/types/own";

/** Where people see and limit what an app uses of their plan. */
const manageUsageUrl = "https://chatgpt.com/settings/usage";
const manageUsage = { action: "manage_usage", link: manageUsageUrl } as const;
/** For so long the registration is left alone after its limit was met: no reset time is told, and none is guessed. */
const limitPauseMs = 60_000;

/** What a code means, in words, and what is to be done about it. */
interface Meaning {
  code: UpstreamErrorCode;
  sentence: string;
  facts?: ErrorFacts;
  /** May be sent again while nothing was shown. */
  retry?: "server";
}

const cannotTell = "ChatGPT cannot check the plan's usage right now. Your sign-in is untouched; try again in a moment.";

/** Codes of plan sharing. Upstream's own words may repeat the prompt, so they are left out. */
const meanings: Record<string, Meaning> = {
  subscription_sharing_user_not_eligible: {
    code: "plan_use_off",
    sentence:
      "ChatGPT does not let this account use its plan in apps. Plus and Pro plans can; a workspace may forbid it. Choose another account or a key.",
    facts: manageUsage,
  },
  subscription_sharing_usage_limit_exceeded: {
    code: "usage_limit_reached",
    sentence:
      "The limit of this plan, or the limit you set for Patchbay, is reached. See and change it in ChatGPT's settings.",
    facts: { ...manageUsage, pauseMs: limitPauseMs, isPlanLimit: true },
  },
  subscription_sharing_usage_unavailable: { code: "upstream_unavailable", sentence: cannotTell, retry: "server" },
  subscription_sharing_user_unavailable: { code: "upstream_unavailable", sentence: cannotTell, retry: "server" },
  subscription_sharing_route_not_supported: {
    code: "upstream_rejected",
    sentence: "ChatGPT's plan sharing does not know this address. Check SIWC_BASE_URL.",
  },
  // Not yet a reason to sign in again: only a revocation or a refused renewal is.
  subscription_sharing_invalid_user: {
    code: "upstream_rejected",
    sentence: "ChatGPT does not accept the user of this sign-in for now. If it stays so, disconnect and connect again.",
  },
  chatpass_scope_not_authorized: {
    code: "plan_use_off",
    sentence: "Patchbay may not use this account's plan. Sign in again and allow it.",
  },
  chatpass_invalid_authorization_context: {
    code: "plan_use_off",
    sentence: "ChatGPT no longer accepts the permission to use this account's plan. Sign in again and allow it.",
  },
};

/** What an answer that is no stream means on this route. Pure. */
export function toSiwcFailure(refusal: Refusal, asker: Asker, nowMs: number): Failure {
  const { status, headers, body } = refusal;
  const { names, words, error } = readSaid(body);
  const [upstreamCode] = names;
  const facts = {
    upstreamStatus: status,
    upstreamCode,
    upstreamRequestId: headers.get("x-request-id") ?? headers.get("openai-request-id") ?? undefined,
  };
  const known = toKnownFailure(upstreamCode, error, asker, facts, parseRetryAfter(headers, nowMs));
  if (known !== undefined) return known;
  if (status === 403 && !isBlockPage(refusal)) {
    const sentence = "ChatGPT does not allow this account to use its plan here (policy, workspace or region).";
    return { error: upstreamError("plan_use_off", asker, { ...facts, ...manageUsage, words, sentence }) };
  }
  return toHttpFailure(refusal, asker, nowMs);
}

/** What a failure inside a stream means on this route. Pure. */
export function toSiwcStreamFailure(error: JsonObject, asker: Asker, nowMs: number): Failure {
  const { names, error: inner } = readSaid(error);
  const [upstreamCode] = names;
  return toKnownFailure(upstreamCode, inner, asker, { upstreamCode }) ?? toStreamFailure(error, asker, nowMs);
}

function toKnownFailure(
  upstreamCode: string | undefined,
  error: JsonObject,
  asker: Asker,
  facts: ErrorFacts,
  afterMs?: number,
): Failure | undefined {
  // Some servers write a version into the code.
  const stem = upstreamCode?.replace("_v2_", "_");
  if (stem === "subscription_sharing_unsupported_capability") return toUnsupported(error, asker, facts);
  const meaning = stem === undefined ? undefined : own(meanings, stem);
  if (meaning === undefined) return undefined;
  const { code, sentence, retry } = meaning;
  return { error: upstreamError(code, asker, { ...facts, ...meaning.facts, sentence }), retry, afterMs };
}

/** `param` names what has to go; it is a name of ours, never the person's text. */
function toUnsupported(error: JsonObject, asker: Asker, facts: ErrorFacts): Failure {
  const param = asText(error.param)?.slice(0, 100);
  if (param === "model") return { error: upstreamError("model_not_available", asker, { ...facts, param }) };
  const what = param === undefined ? "one of the settings" : `“${param}”`;
  const sentence = `ChatGPT's plan sharing does not take ${what} with "${asker.model}". Remove it and try again.`;
  return { error: upstreamError("unsupported_option", asker, { ...facts, param, sentence }) };
}
