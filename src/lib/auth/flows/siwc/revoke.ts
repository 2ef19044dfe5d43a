import { revokeByForm } from "@/lib/auth/issuer/tokenForms";
import { discover } from "./discovery";
import type { SiwcContext } from "./siwcProtocol";

/** Ends a session at the issuer: true when it confirmed, also for a token it had ended before. */
export function revokeSiwcToken(
  context: SiwcContext,
  { clientId, refreshToken }: { clientId: string; refreshToken: string },
): Promise<boolean> {
  return revokeByForm({
    fetch: context.fetch,
    findEndpoint: async () => (await discover(context)).revocation,
    fields: { token: refreshToken, token_type_hint: "refresh_token", client_id: clientId },
  });
}
