import type { IdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { AuthDocument, PendingRecord } from "@/lib/auth/store/authFileSchema";
import type { Tokens } from "@/lib/auth/store/sealing";

/** What is a route's own in signing in with the browser; all the rest of a sign-in is the same for every route. */
export interface SignInFlow {
  /** The browser may come back to any port of this computer, not only to the registered ones. */
  takesAnyPort: boolean;
  redirectUri(port: number): string;
  /**
   * Finds out what stands in the address of the issuer's page.
   * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`, `storage_failed`
   */
  authorize(document: AuthDocument, wish: SignInWish): Promise<Authorization>;
  /** Refuses an answer that cannot finish the sign-in, which goes on waiting then. @throws AppError `invalid_request` */
  refuseEarly(pending: PendingRecord, answer: CodeAnswer): void;
  /** Whose code it is. A failure here ends the sign-in. @throws AppError `upstream_rejected`, `account_mismatch` */
  clientOf(pending: PendingRecord, answer: CodeAnswer): string | undefined;
  /**
   * Trades the code for tokens, once, and checks whose they are.
   * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`,
   * `upstream_rejected`
   */
  obtain(pending: PendingRecord, grant: CodeGrant): Promise<SignedIn>;
}

export interface SignInWish {
  /** Sign this account in again. */
  account?: string;
  /** Route siwc: register a further account or workspace. */
  another?: boolean;
  /** Route siwc: ask the person to let Patchbay use the plan. */
  consent?: boolean;
}

export interface Authorization {
  /** Kept with the sign-in, and compared with the id token's; null when the route sends none. */
  nonce: string | null;
  /** The registration that is signed in again; null when there is none. */
  clientId: string | null;
  /** The issuer's page. */
  url(request: { redirectUri: string; codeChallenge: string; state: string }): string;
}

/** What the browser brought back, or a person pasted. */
export interface CodeAnswer {
  state: string;
  code: string;
  /** Null when the address had none; undefined when there was no address, only a pasted code. */
  clientId?: string | null;
  /** RFC 9207. */
  issuer?: string | null;
}

export type SignInAnswer = CodeAnswer | { state: string; error: string; errorDescription?: string };

/** An authorization code with the secret that proves whose it is (RFC 7636). */
export interface CodeGrant {
  code: string;
  codeVerifier: string;
  /** Issued to this person, now or earlier, where the route registers each. */
  clientId?: string;
  /** As in the answer. */
  issuer?: string | null;
}

/** All that a successful sign-in brought. */
export interface SignedIn {
  tokens: Tokens;
  claims: IdTokenClaims;
  isVerified: boolean;
  routing: WorkspaceRouting | undefined;
  /** Undefined when none was asked for. */
  workspaceKey: ApiKeyOutcome | undefined;
  /** Where the token endpoint itself says it; else the tokens do. */
  sharing?: SharingGrant;
  /** Not yet seen to work: tokens that another program obtained. */
  isImported?: boolean;
}

/** Where the calls of a workspace belong. */
export interface WorkspaceRouting {
  routingOverride: string | null;
  backendOrigin: string | null;
}

/** A key that was seen to work, or one sentence on why there is none. */
export type ApiKeyOutcome = { key: string } | { reason: string };

/** What a sign-in of a registered person brings beside tokens and claims; stands in the account's row. */
export interface SharingGrant {
  clientId: string;
  /** Granted, separated by spaces. */
  scope: string;
  /** ISO 8601. */
  expiresAt: string | null;
  earliestRefreshAt: string | null;
}

/** A sign-in for a browser on another device: a code that the person types in there. */
export interface DeviceFlow {
  /** How long the code may be typed in. */
  lifetimeMs: number;
  redirectUri: string;
  /** Where the person types it in. */
  verificationUrl: string;
  /** @throws AppError `device_disabled`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected` */
  requestCode(accountId: string | null): Promise<DeviceCode>;
  /**
   * Looks once whether the person has approved. Undefined: not yet, or the answer was lost on the way.
   * @throws AppError when this code will lead nowhere any more
   */
  poll(accountId: string | null, code: Pick<DeviceCode, "deviceAuthId" | "userCode">): Promise<CodeGrant | undefined>;
}

export interface DeviceCode {
  deviceAuthId: string;
  userCode: string;
  intervalSeconds: number;
}
