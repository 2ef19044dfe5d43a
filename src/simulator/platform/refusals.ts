import { Refusal } from "@/simulator/http/exchange";
import { challengePage } from "@/simulator/scenarios/challengePage";
import type { RefusalWord, Scenario } from "@/simulator/scenarios/scenario";
import { openAiRefusal } from "./apiKey";

const usualRetrySeconds = 2;

/** The refusal a prompt asked the platform for. What is a plan's matter becomes the nearest thing a key can meet. */
export function platformRefusal(scenario: Scenario & { word: RefusalWord }): Refusal {
  switch (scenario.word) {
    case "usage-limit":
    case "usage-not-included":
      return openAiRefusal(429, "You exceeded your current quota, please check your plan and billing details.", {
        type: "insufficient_quota",
        code: "insufficient_quota",
      });
    case "400":
      return openAiRefusal(400, "The simulator was asked to refuse this request.", { code: "invalid_prompt" });
    case "429":
      return openAiRefusal(429, "Rate limit reached for requests. Please slow down.", {
        type: "requests",
        code: "rate_limit_exceeded",
        headers: { "retry-after": String(scenario.amount ?? usualRetrySeconds) },
      });
    case "500":
      return openAiRefusal(500, "The server had an error while processing your request. Sorry about that!", {
        type: "server_error",
      });
    case "503":
    case "at-capacity":
      return openAiRefusal(503, "The engine is currently overloaded, please try again later.", {
        type: "service_unavailable_error",
        code: "server_is_overloaded",
        headers: { "retry-after": "1" },
      });
    case "cloudflare":
      return new Refusal(403, challengePage, { server: "cloudflare", "cf-ray": "9f00simulated-LOC" });
    case "expired-token":
    case "revoked-token":
      return openAiRefusal(401, "Incorrect API key provided.", { code: "invalid_api_key" });
  }
}
