import type { RouteTerms } from "@/lib/auth/accounts/routeTerms";
import { AppError } from "@/types/errors";
import { allowsPlanUse, MANAGE_USAGE_URL } from "./siwcProtocol";

/** The person decides at OpenAI whether the plan may be used, and here whether that goes on unwatched. */
export const siwcTerms: RouteTerms = {
  takesApiKey: false,
  view: ({ scope, background_consent }) => ({
    planUse: allowsPlanUse(scope),
    backgroundConsent: background_consent,
    manageUsageUrl: MANAGE_USAGE_URL,
  }),
  // Workspace and plan are never named on this route.
  missing: ({ scope }) =>
    allowsPlanUse(scope) ? [] : ["Patchbay may not use this account's plan: sign in again and allow it."],
  requirePlanUse({ id, name, route, scope }) {
    if (allowsPlanUse(scope)) return;
    throw new AppError(
      "plan_use_off",
      `“${name}” is connected, but Patchbay may not use its plan. Sign in again and allow it, or choose another account or a key.`,
      { account: id, route },
    );
  },
  requireBackgroundConsent({ id, name, route, background_consent }) {
    if (background_consent) return;
    throw new AppError(
      "plan_use_off",
      `Runs on “${name}” do not go on by themselves, because you have not allowed Patchbay to use its plan in the background. Switch on “Runs may go on while nobody watches” for it (Project setup → Providers), choose another account or a key, or run it yourself.`,
      { account: id, route, needs: "background_consent", action: "retry" },
    );
  },
};
