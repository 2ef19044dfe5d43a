import { type CodexContext, REVOKE_PATH } from "./codexProtocol";
import { clientHeaders, postToIssuer } from "./issuerPost";

/**
 * Tells the issuer that a refresh token is no longer wanted. Best effort, within 10 s: true if
 * the issuer confirmed it; the local token is gone either way.
 */
export async function revokeRefreshToken(context: CodexContext, refreshToken: string): Promise<boolean> {
  const body = { token: refreshToken, token_type_hint: "refresh_token", client_id: context.settings.clientId };
  try {
    const response = await postToIssuer(context, REVOKE_PATH, body, { headers: clientHeaders(context.settings) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
