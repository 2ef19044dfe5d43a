import type { OpenaiContext } from "@/lib/auth/issuer/waysOut";

/**
 * OpenAI's sign-in for open-source and local apps that share a person's plan ("Sign in with ChatGPT"). Every
 * constant that may change upstream stands here; the source is OpenAI's guide for such apps.
 */

/** What the tokens are for; the official value, whatever `SIWC_BASE_URL` says. */
export const RESOURCE = "https://api.openai.com/v1";
/** Without it the sign-in is an identity only. */
export const PLAN_USE_SCOPE = "chatgpt.tokens.use.direct";
export const SCOPES = `openid profile email offline_access resource.invoke ${PLAN_USE_SCOPE}`;
/** Asks the issuer to register this app for the person; never kept, never sent to the token endpoint. */
export const DYNAMIC_CLIENT_ID = "dynamic_agent_client";
/** The app's real name, shown to the person when it is registered. */
export const AGENT_NAME = "Patchbay";
/** Where people see and limit what an app uses of their plan. */
export const MANAGE_USAGE_URL = "https://chatgpt.com/settings/usage";

/** The settings and the way to the network, as on the other route. */
export type SiwcContext = OpenaiContext;

/** Decided by what the token endpoint granted, not by what was asked for. */
export function allowsPlanUse(scope: string): boolean {
  return scope.split(" ").includes(PLAN_USE_SCOPE);
}
