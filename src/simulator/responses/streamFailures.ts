import type { Scenario } from "@/simulator/scenarios/scenario";

export interface StreamFailure {
  code: string;
  message: string;
}

/** How a stream that has begun ends badly: the code and the words. */
export const streamFailures: Partial<Record<Scenario["word"], StreamFailure>> = {
  "context-length": {
    code: "context_length_exceeded",
    message: "Your input exceeds the context window of this model. Please adjust your input and try again.",
  },
  overloaded: {
    code: "server_is_overloaded",
    message: "Our servers are currently overloaded. Please try again later.",
  },
  "rate-limit-stream": {
    code: "rate_limit_exceeded",
    message: "Rate limit reached for this model. Please try again in 1.5s.",
  },
  "siwc-limit-late": {
    code: "subscription_sharing_usage_limit_exceeded",
    message: "The usage limit for this app is reached.",
  },
  "siwc-unavailable-late": {
    code: "subscription_sharing_usage_unavailable",
    message: "Usage cannot be determined right now.",
  },
  failed: { code: "server_error", message: "The server had an error processing your request. Please try again." },
};
