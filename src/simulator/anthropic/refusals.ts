import { type Exchange, Refusal } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { challengePage } from "@/simulator/scenarios/challengePage";
import type { RefusalWord, Scenario } from "@/simulator/scenarios/scenario";

const usualRetrySeconds = 2;
const versions = ["2023-06-01", "2026-10-21"];

/** Anthropic's error shape. */
export function errorBody(type: string, message: string) {
  return { type: "error", error: { type, message }, request_id: "req_simulated" };
}

export function anthropicRefusal(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): Refusal {
  return new Refusal(status, errorBody(type, message), { "request-id": "req_simulated", ...headers });
}

export function invalidRequest(message: string): Refusal {
  return anthropicRefusal(400, "invalid_request_error", message);
}

/**
 * Any key is taken but one that contains `invalid`, in `x-api-key` or, as today's official clients send it, as a bearer.
 * Returns a fingerprint of it, and the version that was named.
 */
export function checkCaller({ req }: Exchange): { key: string; version: string } {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  const key = req.headers["x-api-key"]?.toString() ?? bearer;
  if (key === undefined || key === "") {
    throw anthropicRefusal(401, "authentication_error", "x-api-key header is required");
  }
  if (key.includes("invalid")) throw anthropicRefusal(401, "authentication_error", "invalid x-api-key");
  const version = req.headers["anthropic-version"]?.toString();
  if (version === undefined) throw invalidRequest("anthropic-version: header is required");
  if (!versions.includes(version)) {
    throw invalidRequest(`anthropic-version: "${version}" is not a valid version. Please use "2023-06-01" or later.`);
  }
  return { key: fingerprint(key) ?? "", version };
}

/** The refusal a prompt asked Anthropic for. */
export function scenarioRefusal({ word, amount }: Scenario & { word: RefusalWord }): Refusal {
  switch (word) {
    case "usage-limit":
    case "usage-not-included":
      return invalidRequest(
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
      );
    case "400":
      return invalidRequest("The simulator was asked to refuse this request.");
    case "429":
      return anthropicRefusal(429, "rate_limit_error", "This request would exceed your organization's rate limit.", {
        "retry-after": String(amount ?? usualRetrySeconds),
      });
    case "500":
      return anthropicRefusal(500, "api_error", "Internal server error");
    case "503":
    case "at-capacity":
      return anthropicRefusal(529, "overloaded_error", "Overloaded");
    case "cloudflare":
      return new Refusal(403, challengePage, {});
    case "expired-token":
    case "revoked-token":
      return anthropicRefusal(401, "authentication_error", "invalid x-api-key");
  }
}
