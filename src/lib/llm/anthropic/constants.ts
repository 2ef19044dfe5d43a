import type { UpstreamErrorCode } from "@/lib/llm/failure";
import type { LlmSettings } from "@/types/llm";

/** The Messages API as platform.claude.com/docs and the types of `@anthropic-ai/sdk` 1.14 describe it. */

export const messagesPath = "/v1/messages";
export const modelsPath = "/v1/models?limit=1000";
export const keyHeader = "x-api-key";
/** Of the versions that are served the one that gateways know too, and that still takes a temperature (docs/decisions/030). */
export const versionHeaders = { "anthropic-version": "2023-06-01" };

export const settingsRefusedByAnthropic: Partial<Record<keyof LlmSettings, string>> = {
  verbosity: "by Anthropic",
  serviceTier: "by Anthropic",
};

/** Tokens an answer may have where the call says nothing, unless the model can write less. */
export const standardMaxTokens = 64_000;
/** Of a model that no list tells of. */
export const cautiousMaxTokens = 8192;

/** For models that are given a number of tokens to think with, in place of an effort. */
export const thinkingBudgets: Record<string, number> = { low: 2048, medium: 8192, high: 24_576 };
export const leastThinkingBudget = 1024;

/** Searches by itself, and cites; the later form filters by running code, and is asked for where this one is refused. */
export const searchTool = { type: "web_search_20250305", name: "web_search" };
export const laterSearchTool = { type: "web_search_20260209", name: "web_search", allowed_callers: ["direct"] };

/** A shorter beginning is not kept, and keeping costs; characters, about four to a token. */
export const leastCachedLength = 4096;
export const cacheMark = { cache_control: { type: "ephemeral" } };

/** At most so many functions may bind the model to their schemas in one request. */
export const mostStrictTools = 20;
/** A search that takes long pauses, and goes on when it is sent back; so often at most. */
export const mostPauses = 5;

/** `error.type`. */
export const meaningOfType: Record<string, UpstreamErrorCode> = {
  authentication_error: "auth_required",
  permission_error: "upstream_rejected",
  billing_error: "usage_limit_reached",
  not_found_error: "model_not_available",
  rate_limit_error: "rate_limited",
  request_too_large: "context_too_long",
  timeout_error: "upstream_unavailable",
  api_error: "upstream_unavailable",
  overloaded_error: "upstream_unavailable",
};

/** `invalid_request_error` carries a finer code only for a few causes, so its words are all there is. */
export const meaningOfWords: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/credit balance is too low|purchase credits|spend limit|usage limits?\b.*\breached/i, "usage_limit_reached"],
  [/exceed(s|ed)? (the )?context limit/i, "context_too_long"],
  [
    /is (not supported|deprecated)|not permitted|does not support|range: \d|output_config|input_schema/i,
    "unsupported_option",
  ],
];
