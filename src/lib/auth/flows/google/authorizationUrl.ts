import type { Config } from "@/lib/config";
import { requireClient } from "./googleProtocol";

export interface GoogleAuthorization {
  /** From discovery. */
  endpoint: string;
  redirectUri: string;
  state: string;
  nonce: string;
  codeChallenge: string;
  /** The account to sign in again. */
  email: string | null;
  /** Google gives a refresh token only with a consent, so it is asked for where none is known. */
  needsConsent: boolean;
}

/** Where the person signs in. @throws AppError `auth_required` */
export function googleAuthorizationUrl(settings: Config["googleAuth"], request: GoogleAuthorization): string {
  const url = new URL(request.endpoint);
  const parameters: Record<string, string> = {
    response_type: "code",
    client_id: requireClient(settings).id,
    redirect_uri: request.redirectUri,
    scope: settings.scopes,
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.codeChallenge,
    code_challenge_method: "S256",
    access_type: "offline",
    include_granted_scopes: "true",
    ...(request.needsConsent ? { prompt: "consent" } : {}),
    ...(request.email === null ? {} : { login_hint: request.email }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
