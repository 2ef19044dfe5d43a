import { detailRefusal, Refusal } from "@/simulator/http/exchange";
import { expiredTokenDetail } from "@/simulator/oidc/bearer";
import type { Person } from "@/simulator/people";
import { challengePage } from "@/simulator/scenarios/challengePage";
import type { RefusalWord, Scenario } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { windowHeaders } from "./usageReports";

const usualLimitSeconds = 3600;
const usualRetrySeconds = 2;

/** The plan's limit is reached until then. */
export function usageLimitRefusal(simulation: Simulation, person: Person, untilMs: number): Refusal {
  const error = {
    type: "usage_limit_reached",
    message: "The usage limit has been reached",
    plan_type: person.plan,
    resets_at: Math.floor(untilMs / 1000),
    resets_in_seconds: Math.max(0, Math.round((untilMs - simulation.now()) / 1000)),
  };
  return new Refusal(429, { error }, windowHeaders(simulation, person));
}

/** Too many calls of one person at once. */
export function burstRefusal(): Refusal {
  return rateRefusal(1);
}

function rateRefusal(retrySeconds: number): Refusal {
  return new Refusal(
    429,
    { error: { type: "rate_limit_exceeded", message: "Too many requests", code: "rate_limit_exceeded" } },
    { "retry-after": String(retrySeconds) },
  );
}

/** The refusal a prompt asked the plan backend for; token scenarios also change the person's tokens. */
export function codexRefusal(
  simulation: Simulation,
  person: Person,
  scenario: Scenario & { word: RefusalWord },
): Refusal {
  switch (scenario.word) {
    case "usage-limit": {
      const untilMs = simulation.now() + (scenario.amount ?? usualLimitSeconds) * 1000;
      simulation.usage.reportLimit(person.id, untilMs);
      return usageLimitRefusal(simulation, person, untilMs);
    }
    case "usage-not-included":
      return new Refusal(429, {
        error: { type: "usage_not_included", message: "Your plan does not include this usage", plan_type: person.plan },
      });
    case "400":
      return new Refusal(400, { detail: "The simulator was asked to refuse this request" });
    case "429":
      return rateRefusal(scenario.amount ?? usualRetrySeconds);
    case "500":
      return new Refusal(500, { detail: "Internal Server Error" });
    case "503":
      return new Refusal(503, { detail: "Service Unavailable" }, { "retry-after": "1" });
    case "at-capacity":
      return new Refusal(503, {
        error: {
          type: "service_unavailable_error",
          code: "server_is_overloaded",
          message: "Selected model is at capacity. Please try a different model.",
        },
      });
    case "cloudflare":
      return new Refusal(403, challengePage, {
        server: "cloudflare",
        "cf-ray": "9f00simulated-LOC",
        "cf-mitigated": "challenge",
      });
    case "expired-token":
      simulation.tokens.turn("access", "expired", person.id);
      return detailRefusal(401, expiredTokenDetail);
    case "revoked-token":
      simulation.tokens.turn("access", "revoked", person.id);
      simulation.tokens.turn("refresh", "revoked", person.id);
      return new Refusal(401, { detail: "Unauthorized" });
  }
}
