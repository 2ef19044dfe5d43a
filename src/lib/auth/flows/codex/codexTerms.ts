import type { RouteTerms } from "@/lib/auth/accounts/routeTerms";

/** The plan may be used as the Codex client uses it. */
export const codexTerms: RouteTerms = {
  takesApiKey: true,
  view: () => ({}),
  missing: ({ account_id, plan_type }) => [
    ...(account_id === null ? ["OpenAI named no ChatGPT workspace for this sign-in; some models may refuse it."] : []),
    ...(plan_type === null ? ["OpenAI named no plan for this sign-in."] : []),
  ],
  requirePlanUse: () => undefined,
  requireBackgroundConsent: () => undefined,
};
