import { detailRefusal, Refusal } from "@/simulator/http/exchange";
import type { PersonId } from "@/simulator/people";
import { challengePage } from "@/simulator/scenarios/challengePage";
import type { RefusalWord, Scenario, SiwcWord } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";

/** A structured refusal of plan sharing. */
export function sharingRefusal(status: number, code: string, message: string, param: string | null = null): Refusal {
  return new Refusal(status, { error: { message, type: "invalid_request_error", param, code } });
}

export function unsupported(message: string, param: string): Refusal {
  return sharingRefusal(400, "subscription_sharing_unsupported_capability", message, param);
}

export function notEligible(): Refusal {
  return sharingRefusal(403, "subscription_sharing_user_not_eligible", "This user cannot share plan usage.");
}

export function scopeNotAuthorized(): Refusal {
  return sharingRefusal(403, "chatpass_v2_scope_not_authorized", "The token lacks the scope for plan usage.");
}

export function routeNotSupported(): Refusal {
  return sharingRefusal(403, "subscription_sharing_route_not_supported", "This route is not part of plan sharing.");
}

function limitExceeded(): Refusal {
  return sharingRefusal(429, "subscription_sharing_usage_limit_exceeded", "The usage limit for this app is reached.");
}

function usageUnavailable(): Refusal {
  return sharingRefusal(503, "subscription_sharing_usage_unavailable", "Usage cannot be determined right now.");
}

/** The refusal a prompt asked for; token scenarios also change the person's tokens. */
export function siwcRefusal(
  { siwc }: Simulation,
  person: PersonId,
  { word, amount }: Scenario & { word: RefusalWord | SiwcWord },
): Refusal {
  switch (word) {
    case "siwc-limit":
    case "usage-limit":
      return limitExceeded();
    case "siwc-unavailable":
    case "at-capacity":
      return usageUnavailable();
    case "siwc-user-unavailable":
      return sharingRefusal(503, "subscription_sharing_user_unavailable", "The user cannot be looked up right now.");
    case "siwc-not-eligible":
    case "usage-not-included":
      return notEligible();
    case "siwc-unsupported":
      return unsupported("The simulator was asked to refuse web search.", "tools");
    case "siwc-route":
      return routeNotSupported();
    case "siwc-invalid-user":
      return sharingRefusal(401, "subscription_sharing_invalid_user", "The user of this token is not valid.");
    case "siwc-scope":
      return scopeNotAuthorized();
    case "siwc-context":
      return sharingRefusal(403, "chatpass_v2_invalid_authorization_context", "The grant is not valid here.");
    case "siwc-region":
      return detailRefusal(403, "Plan sharing is not offered in this region");
    case "siwc-closed":
      return detailRefusal(503, "Direct routing is not available");
    case "400":
      return detailRefusal(400, "The simulator was asked to refuse this request");
    case "429":
      return new Refusal(
        429,
        { error: { message: "Too many requests", code: "rate_limit_exceeded" } },
        {
          "retry-after": String(amount ?? 2),
        },
      );
    case "500":
      return detailRefusal(500, "Internal Server Error");
    case "503":
      return new Refusal(503, "<!doctype html><title>Service Unavailable</title>");
    case "cloudflare":
      return new Refusal(403, challengePage, { server: "cloudflare", "cf-mitigated": "challenge" });
    case "expired-token":
      siwc.tokens.turn("access", "expired", person);
      return detailRefusal(401, "Provided authentication token is expired.");
    case "revoked-token":
      siwc.tokens.turn("access", "revoked", person);
      siwc.tokens.turn("refresh", "revoked", person);
      return detailRefusal(401, "Unauthorized");
  }
}
