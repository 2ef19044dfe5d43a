import { type Exchange, Refusal } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { challengePage } from "@/simulator/scenarios/challengePage";
import type { RefusalWord, Scenario } from "@/simulator/scenarios/scenario";

const usualRetrySeconds = 2;

/** Google's error shape. */
export function googleRefusal(code: number, status: string, message: string, details?: unknown[]): Refusal {
  return new Refusal(code, { error: { code, message, status, ...(details === undefined ? {} : { details }) } });
}

export function invalidArgument(message: string): Refusal {
  return googleRefusal(400, "INVALID_ARGUMENT", message);
}

/** Any key is taken, in `x-goog-api-key` or `key=`, but one that contains `invalid`. Returns a fingerprint of it. */
export function checkGoogleKey(exchange: Exchange): string {
  const key = exchange.req.headers["x-goog-api-key"]?.toString() ?? exchange.query.get("key") ?? undefined;
  if (key === undefined) {
    throw googleRefusal(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers. Please use API Key.");
  }
  if (key === "" || key.includes("invalid")) {
    const reason = {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "API_KEY_INVALID",
      domain: "googleapis.com",
    };
    throw googleRefusal(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [reason]);
  }
  return fingerprint(key) ?? "";
}

/** The refusal a prompt asked Gemini for. */
export function geminiRefusal(scenario: Scenario & { word: RefusalWord }): Refusal {
  const retryDelay = `${scenario.amount ?? usualRetrySeconds}s`;
  const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay };
  switch (scenario.word) {
    case "usage-limit":
    case "usage-not-included":
      return googleRefusal(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.",
      );
    case "400":
      return invalidArgument("The simulator was asked to refuse this request.");
    case "429":
      return googleRefusal(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", [retryInfo]);
    case "500":
      return googleRefusal(500, "INTERNAL", "An internal error has occurred.");
    case "503":
    case "at-capacity":
      return googleRefusal(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    case "cloudflare":
      return new Refusal(403, challengePage, {});
    case "expired-token":
    case "revoked-token":
      return googleRefusal(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.");
  }
}
