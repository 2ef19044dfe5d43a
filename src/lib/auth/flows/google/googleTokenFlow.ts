import { refreshByForm, revokeByForm } from "@/lib/auth/issuer/tokenForms";
import type { GoogleAccountRecord } from "@/lib/auth/store/authFileSchema";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import { type GoogleContext, googleClient } from "./googleProtocol";

/** Google's refresh tokens stay the same for as long as the person lets them. */
export function createGoogleTokenFlow(context: GoogleContext, now: () => number): TokenFlow<GoogleAccountRecord> {
  return {
    provider: "google",
    refresh: async (_account, refreshToken) => refreshByForm(googleClient(context), refreshToken, now()),
    revoke: async (_account, refreshToken) => revokeByForm(googleClient(context), refreshToken),
  };
}
