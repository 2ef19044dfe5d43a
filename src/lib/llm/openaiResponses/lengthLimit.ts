import type { LlmCall, Notice } from "@/types/llm";

/** Reported: fewer are refused here ("Expected a value >= 16"), though not in Chat Completions, whose clients send 1 to try a connection. */
const LEAST_OUTPUT_TOKENS = 16;

/** The length limit as it is sent: OpenAI alone has a least one, servers of one's own that speak its protocol have none. */
export function toLimit({ provider, maxTokens }: LlmCall): number | undefined {
  return provider === "openai" && maxTokens !== undefined ? Math.max(maxTokens, LEAST_OUTPUT_TOKENS) : maxTokens;
}

export function limitNotices(call: LlmCall): Notice[] {
  return toLimit(call) === call.maxTokens ? [] : [limitRaised];
}

const limitRaised: Notice = {
  code: "limit_raised",
  message: `The length limit was raised to ${LEAST_OUTPUT_TOKENS} tokens, the least that is taken there.`,
};
