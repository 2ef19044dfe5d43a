import type { UpstreamErrorCode } from "@/lib/llm/failure";
import type { LlmSettings } from "@/types/llm";

/**
 * Everything that Patchbay believes about the Responses protocol and the ChatGPT backend, in one place, because
 * OpenAI documents only the part for API keys. The rest was recorded from Codex CLI
 * 0.171.0, read in the client's source or its binary, or reported by others: each constant says which.
 */

/** Recorded: below the plan base (`CHATGPT_BASE_URL`) and below an API base (`OPENAI_BASE_URL`). */
export const planResponsesPath = "/codex/responses";
export const planSearchPath = "/codex/alpha/search";
export const planModelsPath = "/codex/models";
export const keyResponsesPath = "/responses";
export const keyModelsPath = "/models";
/** Recorded (plan), and of the API reference: above `generations` and `edits`. */
export const planImagesPath = "/codex/images";
export const keyImagesPath = "/images";

/** Recorded: a request of a plan without it is refused; an API call is simply not kept. */
export const fixedFields = { stream: true, store: false } as const;

/** Recorded: what the plan client asks to be given back, to be sent along with the next call. */
export const encryptedReasoning = "reasoning.encrypted_content";

/** Recorded: the name under which the client sends a JSON schema. */
export const schemaName = "codex_output_schema";

/** Reported: the plan backend wants some instructions with every request. */
export const defaultInstructions = "You are a helpful assistant. Answer in the language of the question.";

/**
 * Reported: answered with 400 `Unsupported parameter` on a plan: temperature, top_p, max_output_tokens and its kin,
 * penalties, seed, metadata, top_logprobs, truncation, user, safety_identifier, prompt_cache_retention. These are
 * the two of them that a caller of Patchbay can set; nothing else of that list is ever sent.
 */
export const settingsRefusedOnPlan: Partial<Record<keyof LlmSettings, string>> = {
  temperature: "on a ChatGPT plan",
  maxTokens: "on a ChatGPT plan",
};

/** Reported: a 400 whose detail speaks of the system prompt; the other style is worth one more try. */
export const promptStyleComplaint = /instructions|system messages? (is|are) not allowed|developer messages?/i;

/**
 * What an error code means, whatever the status it comes with (recorded; and the API reference, "Error codes"); those
 * that mean the same everywhere stand in `meanings.ts`.
 */
export const meaningOfCode: Record<string, UpstreamErrorCode> = {
  usage_limit_reached: "usage_limit_reached",
  insufficient_quota: "usage_limit_reached",
  billing_hard_limit_reached: "usage_limit_reached",
  usage_not_included: "plan_use_off",
  model_not_found: "model_not_available",
  model_not_supported: "model_not_available",
  unsupported_parameter: "unsupported_option",
  unsupported_value: "unsupported_option",
  invalid_json_schema: "unsupported_option",
  invalid_prompt: "content_rejected",
  unsupported_country_region_territory: "egress_blocked",
  rate_limit_exceeded: "rate_limited",
  server_is_overloaded: "upstream_unavailable",
  slow_down: "upstream_unavailable",
  server_error: "upstream_unavailable",
};

/** The plan backend's 400 is `{"detail": "…"}` without a code (reported), so its words are all there is. */
export const meaningOfDetail: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/unsupported parameter|unsupported value/i, "unsupported_option"],
  [/\bmodel\b.*\b(not supported|not found|does not exist|not available|no access)\b/i, "model_not_available"],
  [/too long|too many tokens/i, "context_too_long"],
];

/** Recorded: the words of a 400 that is about the schema of an answer. */
export const schemaComplaint = /invalid schema for (response_format|text\.format)/i;

/** Recorded: how a failed stream says when to come back. */
export const tryAgainIn = /try again in (\d+(?:\.\d+)?)\s*(ms|s|seconds?)\b/i;

/** Client's source: window headers, `x-<limit id>-<position>-<fact>`, of the plan's own limit and of further ones. */
export const windowHeader = /^x-(.+)-(primary|secondary)-(used-percent|window-minutes|reset-at)$/;
export const ownLimit = "codex";
/** Client's source: credits, and the kind of limit that is reached. */
export const creditsHeader = (fact: string) => `x-codex-credits-${fact}`;
export const reachedTypeHeader = "x-codex-rate-limit-reached-type";

/** Recorded: names the version of the model list with every answer. */
export const modelsEtagHeader = "x-models-etag";

/** Recorded: below the plan base; reported: below a base without `/backend-api`. */
export const usagePath = "/wham/usage";
export const usagePathElsewhere = "/api/codex/usage";

/** Recorded: the model, not the account, has no room; some answers say so in words alone. */
export const capacityCode = "server_is_overloaded";
export const capacityWords = /\bat capacity\b/i;

/** Client's binary: the visibility of a model that people are meant to choose. */
export const listedVisibility = "list";

/** Reported: the efforts that requests may name. `ultra`, which lists of models offer, is the client's own. */
export const wireEfforts = ["low", "medium", "high", "xhigh", "max"];
const clientEffort = "ultra";
const highestEffort = "max";

/** The effort as a request names it; one that only the client knows is the highest. */
export function toWireEffort(effort: string): string {
  return effort === clientEffort ? highestEffort : effort;
}

/** Recorded: values of `text.verbosity`. */
export const verbosities = ["low", "medium", "high"];
