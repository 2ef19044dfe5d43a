import { type CodexContext, REQUEST_TIMEOUT_MS, REVOKE_PATH, userAgent } from "./codexProtocol";

/**
 * Tells the issuer that a refresh token is no longer wanted (protocol note, §f). Best effort, within 10 s: true if
 * the issuer confirmed it; the local token is gone either way.
 */
export async function revokeRefreshToken({ settings, fetch }: CodexContext, refreshToken: string): Promise<boolean> {
  try {
    const response = await fetch(`${settings.issuer}${REVOKE_PATH}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        originator: settings.originator,
        "user-agent": userAgent(settings),
      },
      body: JSON.stringify({
        token: refreshToken,
        token_type_hint: "refresh_token",
        client_id: settings.clientId,
      }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
