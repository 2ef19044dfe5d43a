import type { RefreshOutcome } from "@/lib/auth/issuer/refreshOutcome";
import { refreshByForm } from "@/lib/auth/issuer/tokenForms";
import { discover } from "./discovery";
import { RESOURCE, type SiwcContext } from "./siwcProtocol";

/**
 * Trades a refresh token for new ones, without naming a scope. What the answer leaves out keeps
 * its old value. Never throws for a failure of the other side.
 */
export function refreshSiwcTokens(
  context: SiwcContext,
  grant: { clientId: string; refreshToken: string },
  nowMs: number,
): Promise<RefreshOutcome> {
  const fields = {
    grant_type: "refresh_token",
    client_id: grant.clientId,
    refresh_token: grant.refreshToken,
    resource: RESOURCE,
  };
  const findEndpoint = async () => (await discover(context)).token;
  return refreshByForm({ fetch: context.fetch, findEndpoint, fields }, nowMs);
}
