import { refreshByForm, revokeByForm } from "@/lib/auth/issuer/tokenForms";
import type { GoogleAccountRecord } from "@/lib/auth/store/authFileSchema";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import { discoverGoogle, type GoogleContext, requireClient } from "./googleProtocol";

/** Google's refresh tokens stay the same for as long as the person lets them. */
export function createGoogleTokenFlow(context: GoogleContext, now: () => number): TokenFlow<GoogleAccountRecord> {
  const { fetch } = context;
  return {
    provider: "google",
    async refresh(_account, refreshToken) {
      const client = requireClient(context.settings);
      const fields = {
        grant_type: "refresh_token",
        client_id: client.id,
        client_secret: client.secret,
        refresh_token: refreshToken,
      };
      return refreshByForm({ fetch, findEndpoint: async () => (await discoverGoogle(context)).token, fields }, now());
    },
    revoke: (_account, refreshToken) =>
      revokeByForm({
        fetch,
        findEndpoint: async () => (await discoverGoogle(context)).revocation,
        fields: { token: refreshToken },
      }),
  };
}
