import type { IdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { refreshByForm, revokeByForm } from "@/lib/auth/issuer/tokenForms";
import type { WaysOut } from "@/lib/auth/issuer/waysOut";
import type { SignInFlow } from "@/lib/auth/signIn/signInFlow";
import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import { AppError } from "@/types/errors";
import { prepareAuthorization, siwcAuthorizationUrl, siwcRedirectUri } from "./authorizationUrl";
import { issuedClientId, obtainSiwcTokens, refuseBareCode } from "./signInResult";
import { siwcClient } from "./siwcClient";

export interface SiwcSignInOptions {
  issuer: string;
  ways: WaysOut;
  verifier: IdTokenVerifier;
  /** Of this installation. @throws AppError `storage_failed` */
  hostId(): Promise<string>;
  /** Several machines keep the accounts together. */
  isShared: boolean;
  now: () => number;
}

/** OpenAI's sign-in for apps that share a person's plan, in the browser. */
export function createSiwcSignIn({ issuer, ways, verifier, hostId, isShared, now }: SiwcSignInOptions): SignInFlow {
  return {
    takesAnyPort: true,
    redirectUri: siwcRedirectUri,
    async authorize(document, wish) {
      if (isShared) throw notWhereShared();
      const prepared = await prepareAuthorization(await ways.forSignIn(wish.account ?? null), hostId, document, wish);
      return {
        nonce: prepared.nonce,
        clientId: prepared.client?.clientId ?? null,
        url: (request) => siwcAuthorizationUrl(prepared, request),
      };
    },
    refuseEarly: refuseBareCode,
    clientOf: (pending, answer) => issuedClientId(pending, answer, issuer),
    async obtain(pending, grant) {
      const { clientId = "" } = grant;
      const request = { ...grant, clientId, redirectUri: pending.redirect_uri, nonce: pending.nonce };
      return obtainSiwcTokens(await ways.forSignIn(pending.account), verifier, request, now());
    },
  };
}

/** OpenAI's terms want what this sign-in brings on the person's own computer. */
function notWhereShared(): AppError {
  const message =
    "Plan sharing keeps its sign-in on one person's own computer, and this Patchbay keeps accounts in a database for several. Use a Business, Enterprise or Edu plan (the Codex sign-in), or a Patchbay without DATABASE_URL.";
  return new AppError("unsupported_option", message, { option: "siwc" });
}

export function createSiwcTokenFlow(ways: WaysOut, now: () => number): TokenFlow<AccountRecord> {
  return {
    provider: "openai-auth",
    refresh: async (account, refreshToken) =>
      refreshByForm(siwcClient(await ways.forAccount(account), account.client_id), refreshToken, now()),
    revoke: async (account, refreshToken) =>
      revokeByForm(siwcClient(await ways.forAccount(account), account.client_id), refreshToken),
  };
}
