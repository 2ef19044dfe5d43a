import type { StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { ErrorCode } from "@/types/errors";
import type { AccountHealth } from "@/types/providers";

/** What became of an account's calls, renewals and checks, kept in memory. */
export interface AccountHealthLog {
  /** Without a code it worked. */
  note(accountId: string, code?: ErrorCode): void;
  of(account: StoredAccount): AccountHealth;
  /** Of an account that is gone. */
  forget(accountId: string): void;
}

/** Without a code it worked. */
interface Outcome {
  code?: ErrorCode;
}

const MAX_OUTCOMES = 20;
const GOOD_SCORE = 90;
const FAIR_SCORE = 60;

/** Failures that say something about the account, in words that follow "the last one because"; others are the caller's. */
const reasons: Partial<Record<ErrorCode, (issuer: string) => string>> = {
  auth_required: () => "its sign-in could not be used",
  reauth_required: () => "its sign-in had ended",
  egress_blocked: (issuer) => `${issuer} refuses this server's network address`,
  plan_use_off: () => "its plan may not be used here",
  usage_limit_reached: () => "its usage limit was reached",
  rate_limited: (issuer) => `${issuer} asked for a pause`,
  timeout: (issuer) => `${issuer} did not answer in time`,
  upstream_rejected: (issuer) => `${issuer} refused it`,
  upstream_unavailable: (issuer) => `${issuer} could not be reached or had a problem`,
  upstream_interrupted: () => "the connection broke off",
};

/** `issuer` is named in the reasons. */
export function createAccountHealth(issuer: string): AccountHealthLog {
  const outcomes = new Map<string, Outcome[]>();
  return {
    note(accountId, code) {
      if (code !== undefined && reasons[code] === undefined) return;
      const recent = outcomes.get(accountId) ?? [];
      outcomes.set(accountId, [...recent, { code }].slice(-MAX_OUTCOMES));
    },
    forget: (accountId) => void outcomes.delete(accountId),
    of: (account) => standing(account) ?? record(outcomes.get(account.id) ?? [], issuer),
  };
}

/** What the account's own state says, before any record. */
function standing({ status, last_error }: StoredAccount): AccountHealth | undefined {
  if (status === "disabled") return { level: "unknown", reason: "It is switched off." };
  if (status !== "needs_login" && status !== "error") return undefined;
  return { level: "poor", score: 0, reason: last_error?.message ?? "It has to be signed in again." };
}

function record(outcomes: Outcome[], issuer: string): AccountHealth {
  const total = outcomes.length;
  if (total === 0) return { level: "unknown", reason: "It was not used since Patchbay was started." };
  const codes = outcomes.flatMap(({ code }) => code ?? []);
  const last = codes.at(-1);
  const failed = codes.length;
  const score = Math.round((100 * (total - failed)) / total);
  const all = total === 1 ? "request" : `${total} requests`;
  if (last === undefined) return { level: "good", score, reason: `The last ${all} worked.` };
  const those = total === 1 ? "The last request failed" : `${failed} of the last ${all} failed, the last one`;
  return {
    level: score >= GOOD_SCORE ? "good" : score >= FAIR_SCORE ? "fair" : "poor",
    score,
    reason: `${those} because ${reasons[last]?.(issuer)}.`,
  };
}
