import { z } from "zod";
import { REQUEST_TIMEOUT_MS } from "@/lib/auth/issuer/issuerRequest";
import type { WorkspaceRouting } from "@/lib/auth/signIn/signInFlow";
import { openaiOrigin } from "@/lib/security/openaiOrigin";
import { codexUserAgent } from "@/lib/userAgent";
import { ACCOUNTS_CHECK_PATH, type CodexContext, NO_CONSTRAINT } from "./codexProtocol";

const accountsCheckSchema = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      workspace_backend_origin: z.string().nullish(),
      account_routing_override: z.string().nullish(),
    }),
  ),
});

/**
 * Where the calls of a workspace belong. Best effort: undefined when the backend does not say,
 * which is fine for all but residency workspaces.
 */
export async function checkAccount(
  { settings, fetch }: CodexContext,
  accessToken: string,
  accountId: string,
): Promise<WorkspaceRouting | undefined> {
  try {
    const response = await fetch(`${settings.chatgptBaseUrl}${ACCOUNTS_CHECK_PATH}`, {
      redirect: "manual",
      headers: {
        "user-agent": codexUserAgent(settings),
        authorization: `Bearer ${accessToken}`,
        "chatgpt-account-id": accountId,
      },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const { accounts } = accountsCheckSchema.parse(await response.json());
    const account = accounts.find(({ id }) => id === accountId);
    return account && toRouting(account.account_routing_override, account.workspace_backend_origin);
  } catch {
    return undefined;
  }
}

function toRouting(override: string | null | undefined, origin: string | null | undefined): WorkspaceRouting {
  return {
    // It becomes a header: only what reads like a name.
    routingOverride: override && override !== NO_CONSTRAINT && /^[\w.-]{1,64}$/.test(override) ? override : null,
    backendOrigin: (origin && origin !== NO_CONSTRAINT && openaiOrigin(origin)) || null,
  };
}
