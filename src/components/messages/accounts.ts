import type { AccountView } from "@/types/providers";

/** Words of accounts that stand all over the page: how they fare, and what their plans have left. */
export const accounts = {
  usage: {
    unknown: "not known",
    resets: (percent: string, when: string) => `${percent}, resets ${when}`,
    full: "used up",
    blockedUntil: (when: string) => `blocked until ${when}`,
    usable: "Usable now",
    blocked: (by: string, when: string | undefined) =>
      when === undefined ? `Blocked by ${by}` : `Blocked by ${by} until ${when}`,
    planLimit: "the plan's limit",
    notBy: {
      needsLogin: "Not usable until you sign in again",
      disabled: "Not usable: switched off",
      planUse: "Not usable: plan use is off at ChatGPT",
    },
    short: (label: string, percent: string) => `${label} · ${percent}`,
    resetsAt: (when: string) => `resets ${when}`,
  },
  status: {
    created: "New",
    active: "Connected",
    limited: "Limit reached",
    needs_login: "Sign in again",
    error: "Problem",
    disabled: "Switched off",
  } satisfies Record<AccountView["status"], string>,
} as const;
