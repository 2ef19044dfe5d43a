import type { AccountRecord } from "./authFileSchema";
import type { CodexContext } from "./flows/codex/codexProtocol";
import { revokeRefreshToken } from "./flows/codex/revoke";
import { revokeSiwcToken } from "./flows/siwc/revoke";

/** Tells the issuer by the account's own route that a session is over. Best effort: true if it was confirmed. */
export function revokeToken(
  context: CodexContext,
  { route, client_id }: AccountRecord,
  refreshToken: string,
): Promise<boolean> {
  return route === "siwc"
    ? revokeSiwcToken(context, { clientId: client_id, refreshToken })
    : revokeRefreshToken(context, refreshToken);
}
