import type { Credential, CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { AccessToken, AccessTokens } from "./accessToken";
import type { AccountRecord } from "./authFileSchema";
import type { OpenaiAuthStore } from "./openaiAuthStore";

/**
 * The credential of one call on a ChatGPT account. After a first 401 the stored token is read again, after a second
 * it is renewed by force, after a third only a new sign-in helps; no other status causes a refresh (quality.md, §2).
 */
export function createAccountCredentialSource(
  account: AccountRecord,
  tokens: AccessTokens,
  store: OpenaiAuthStore,
): CredentialSource {
  let generation = account.generation;
  let refusals = 0;

  return {
    payer: { kind: "account", id: account.id, provider: "openai-auth", name: account.name, mode: account.mode },
    route: account.route,
    limitedUntil: account.limited_until ?? undefined,
    async get() {
      const token = await tokens.get(account.id);
      generation = token.account.generation;
      return toCredential(token);
    },
    async refused(status) {
      if (status !== 401) return false;
      refusals += 1;
      if (refusals === 1) return true;
      if (refusals === 2) {
        await tokens.recover(account.id, generation);
        return true;
      }
      await tokens.reject(account.id, generation);
      throw new AppError(
        "reauth_required",
        `OpenAI refuses “${account.name}” even after its sign-in was renewed. Sign in again.`,
        { account: account.id },
      );
    },
    async rememberPromptStyle(style) {
      await store.update(({ accounts }) => {
        const row = accounts.find(({ id }) => id === account.id);
        if (row !== undefined) row.prompt_style = style;
      });
    },
  };
}

function toCredential({ value, account }: AccessToken): Credential {
  return {
    bearer: value,
    accountId: account.account_id ?? undefined,
    routingOverride: account.routing_override ?? undefined,
    backendOrigin: account.backend_origin ?? undefined,
    fedramp: account.fedramp,
    promptStyle: account.prompt_style ?? undefined,
  };
}
