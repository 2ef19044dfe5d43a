import { type IdTokenVerifier, notAnIdToken } from "@/lib/auth/issuer/idToken";
import { readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { WaysOut } from "@/lib/auth/issuer/waysOut";
import { findByIdentity } from "@/lib/auth/signIn/signedInAccount";
import type { CodeGrant, DeviceFlow, SignedIn, SignInFlow } from "@/lib/auth/signIn/signInFlow";
import { wantsApiKey } from "@/lib/auth/signIn/workspacePlan";
import type { AccountRecord, PendingRecord } from "@/lib/auth/store/authFileSchema";
import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import { checkAccount } from "./accountsCheck";
import { obtainApiKey } from "./apiKeyExchange";
import { authorizationUrl, redirectUri } from "./authorizationUrl";
import { exchangeCode } from "./codeExchange";
import { type CodexSettings, DEVICE_LIFETIME_MS, DEVICE_PATH, DEVICE_REDIRECT_PATH } from "./codexProtocol";
import { pollDeviceCode, requestDeviceCode } from "./deviceCode";
import { refreshTokens } from "./refresh";
import { revokeRefreshToken } from "./revoke";

export interface CodexSignInOptions {
  settings: CodexSettings;
  ways: WaysOut;
  store: Pick<OpenaiAuthStore, "read">;
  verifier: IdTokenVerifier;
}

/** The sign-in of the Codex client in the browser. */
export function createCodexSignIn(options: CodexSignInOptions): SignInFlow {
  const { settings } = options;
  return {
    takesAnyPort: false,
    redirectUri: (port) => redirectUri(settings, port),
    authorize: async () => ({
      nonce: null,
      clientId: null,
      url: (request) => authorizationUrl(settings, request),
    }),
    refuseEarly: () => undefined,
    clientOf: () => undefined,
    obtain: (pending, grant) => obtain(options, pending, grant),
  };
}

async function obtain(
  { settings, ways, store, verifier }: CodexSignInOptions,
  pending: PendingRecord,
  grant: CodeGrant,
): Promise<SignedIn> {
  const context = await ways.forSignIn(pending.account);
  const tokens = await exchangeCode(context, { ...grant, redirectUri: pending.redirect_uri });
  const isVerified = (await verifier.verify(tokens.idToken, settings.clientId)) === "verified";
  const claims = readIdTokenClaims(tokens.idToken);
  if (claims === undefined) throw notAnIdToken();
  const { accountId } = claims;
  const routing = accountId === null ? undefined : await checkAccount(context, tokens.accessToken, accountId);
  const { document } = await store.read();
  const asksForKey = wantsApiKey(settings, claims, findByIdentity(document, claims));
  const workspaceKey = asksForKey ? await obtainApiKey(context, tokens.idToken, claims) : undefined;
  return { tokens, claims, isVerified, routing, workspaceKey };
}

export function createCodexDevice({ issuer }: Pick<CodexSettings, "issuer">, ways: WaysOut): DeviceFlow {
  return {
    lifetimeMs: DEVICE_LIFETIME_MS,
    redirectUri: `${issuer}${DEVICE_REDIRECT_PATH}`,
    verificationUrl: `${issuer}${DEVICE_PATH}`,
    requestCode: async (accountId) => requestDeviceCode(await ways.forSignIn(accountId)),
    poll: async (accountId, code) => pollDeviceCode(await ways.forSignIn(accountId), code),
  };
}

export function createCodexTokenFlow(ways: WaysOut): TokenFlow<AccountRecord> {
  return {
    provider: "openai-auth",
    refresh: async (account, refreshToken, reason) =>
      refreshTokens(await ways.forAccount(account), refreshToken, reason),
    revoke: async (account, refreshToken) => revokeRefreshToken(await ways.forAccount(account), refreshToken),
  };
}
