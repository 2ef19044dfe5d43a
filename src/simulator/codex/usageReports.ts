import type { Person } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import type { UsageWindow } from "./usageLedger";

/** The `x-codex-*` headers of an answer. */
export function windowHeaders(simulation: Simulation, person: Person): Record<string, string> {
  const { primary, secondary } = simulation.usage.windows(person);
  return {
    ...headersOf("primary", primary),
    ...headersOf("secondary", secondary),
    "x-codex-credits-has-credits": "False",
    "x-codex-credits-unlimited": "False",
    "x-codex-credits-balance": "0",
  };
}

function headersOf(name: string, window: UsageWindow): Record<string, string> {
  return {
    [`x-codex-${name}-used-percent`]: window.usedPercent.toFixed(1),
    [`x-codex-${name}-window-minutes`]: String(window.windowSeconds / 60),
    [`x-codex-${name}-reset-at`]: String(Math.floor(window.resetAtMs / 1000)),
  };
}

/** The body of `GET /wham/usage`. */
export function usageReport(simulation: Simulation, person: Person) {
  const { primary, secondary } = simulation.usage.windows(person);
  const isLimited = simulation.usage.reportsLimit(person.id);
  const toWindow = (window: UsageWindow) => ({
    used_percent: Math.round(window.usedPercent),
    limit_window_seconds: window.windowSeconds,
    reset_after_seconds: Math.max(0, Math.round((window.resetAtMs - simulation.now()) / 1000)),
    reset_at: Math.floor(window.resetAtMs / 1000),
  });
  return {
    user_id: person.userId,
    account_id: person.accountId ?? null,
    email: person.email ?? null,
    plan_type: person.plan,
    rate_limit: {
      allowed: !isLimited,
      limit_reached: isLimited,
      primary_window: toWindow(primary),
      secondary_window: toWindow(secondary),
    },
    code_review_rate_limit: null,
    additional_rate_limits: [],
    credits: {
      has_credits: false,
      unlimited: false,
      balance: "0",
      approx_local_messages: null,
      approx_cloud_messages: null,
    },
    spend_control: null,
    rate_limit_reached_type: isLimited ? { type: "rate_limit_reached" } : null,
    promo: null,
  };
}

/** The body of `GET /wham/accounts/check`. */
export function accountsCheck(simulation: Simulation, person: Person) {
  const id = person.accountId ?? person.userId;
  return {
    accounts: [
      {
        id,
        name: person.organizations[0]?.title ?? person.name,
        plan_type: person.plan,
        structure: person.isWorkspace ? "workspace" : "personal",
        workspace_backend_origin: simulation.switches.workspaceBackendOrigin,
        account_routing_override: person.routingOverride,
      },
    ],
    account_ordering: [id],
    default_account_id: id,
  };
}
