import { createTokenLedger, type TokenLedger } from "@/simulator/oidc/tokenLedger";
import type { PersonId } from "@/simulator/people";

/** Google's sign-in stands under this path, which is part of its issuer's name. */
export const googlePath = "/google";
export const cloudScope = "https://www.googleapis.com/auth/cloud-platform";

/** Names under which Google gives the short scopes back. */
export const grantedNames: Record<string, string> = {
  openid: "openid",
  email: "https://www.googleapis.com/auth/userinfo.email",
  profile: "https://www.googleapis.com/auth/userinfo.profile",
};

/** One sign-in of a person with a client. */
export interface GoogleGrant {
  clientId: string;
  person: PersonId;
  scope: string;
}

export interface GoogleCode extends GoogleGrant {
  redirectUri: string;
  codeChallenge: string;
  nonce: string | undefined;
  /** A refresh token comes with a consent only, and for offline access only. */
  isOffline: boolean;
}

export interface GoogleState {
  codes: Map<string, GoogleCode>;
  grants: Map<string, GoogleGrant>;
  /** Milliseconds since 1970 at which an access token ends. */
  ends: Map<string, number>;
  /** Who has consented, as `client person`. */
  consents: Set<string>;
  /** Access tokens are opaque and keyed by themselves. */
  tokens: TokenLedger;
}

export function createGoogleState(): GoogleState {
  return { codes: new Map(), grants: new Map(), ends: new Map(), consents: new Set(), tokens: createTokenLedger() };
}
