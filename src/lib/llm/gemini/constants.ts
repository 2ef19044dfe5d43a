import type { UpstreamErrorCode } from "@/lib/llm/failure";
import type { LlmSettings } from "@/types/llm";

/** The Gemini API as ai.google.dev/api documents it (generate-content, models, troubleshooting). */

export const streamPath = (model: string) =>
  `/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ""))}:streamGenerateContent?alt=sse`;
export const generatePath = (model: string) =>
  `/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ""))}:generateContent`;
export const modelsPath = "/v1beta/models?pageSize=1000";
/** The key goes here and never into the URL, where logs would keep it. */
export const keyHeader = "x-goog-api-key";
/** Beside the access token of an account: the project that is billed and whose quota counts. */
export const projectHeader = "x-goog-user-project";

export const settingsRefusedByGemini: Partial<Record<keyof LlmSettings, string>> = {
  verbosity: "by Gemini",
  serviceTier: "by Gemini",
};

/** From Gemini 3 on effort is a level by name; 2.5 takes a number of tokens (docs "Thinking", "OpenAI compatibility"). */
export const levelModels = /^gemini-([3-9]|\d{2})/;
export const budgetModels = /^gemini-2\.5/;
export const efforts = ["low", "medium", "high"];
export const thinkingBudgets: Record<string, number> = { minimal: 1024, low: 1024, medium: 8192, high: 24_576 };

/** Stands for a signature where there is none: the answer is another provider's, account's or model's (docs "Thought signatures"). */
export const noSignature = "skip_thought_signature_validator";

/** `finishReason` values that mean the content was held back. Others but STOP and MAX_TOKENS count as `other`. */
export const blockedReasons = new Set([
  "SAFETY",
  "RECITATION",
  "LANGUAGE",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
]);

/** `error.status` (google.rpc.Code). */
export const meaningOfStatus: Record<string, UpstreamErrorCode> = {
  UNAUTHENTICATED: "auth_required",
  PERMISSION_DENIED: "upstream_rejected",
  NOT_FOUND: "model_not_available",
  FAILED_PRECONDITION: "egress_blocked",
  RESOURCE_EXHAUSTED: "rate_limited",
  UNAVAILABLE: "upstream_unavailable",
  INTERNAL: "upstream_unavailable",
  DEADLINE_EXCEEDED: "upstream_unavailable",
};

/** INVALID_ARGUMENT carries no finer code, so its words are all there is. */
export const meaningOfWords: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [/is (not (supported|enabled)|unsupported)|unknown name|response_?(json_?)?schema/i, "unsupported_option"],
];
