import type { PersonId } from "./people";
import type { RefusedCapability } from "./responses/capabilities";

export interface Latency {
  /** Silence before the first token, in milliseconds. Default 400. */
  firstTokenMs: number;
  /** Time between two pieces of text (one to three words), in milliseconds. Default 25. */
  tokenMs: number;
}

export interface SimulatorOptions {
  /** Default 4010; 0 takes any free port. */
  port?: number;
  /** Redirect URIs beside the Codex client's own four. */
  redirectUris?: string[];
  /** Lifetime of an access token. Default 3600. */
  accessTokenSeconds?: number;
  latency?: Partial<Latency>;
  /** Offers the control over HTTP under `/simulator/control`. Default false. */
  control?: boolean;
  /** Gets one line per answered request. Default: nothing is logged. */
  log?: (line: string) => void;
  /** The clock that token expiry and reset times are read from, in milliseconds. Default `Date.now`. */
  now?: () => number;
}

/** One answered request. Secrets are reduced to the first 8 hex characters of their SHA-256. */
export interface RecordedRequest {
  method: string;
  path: string;
  status: number;
  /** Selected facts: headers that matter, body facts, fingerprints, `aborted`. */
  facts: Record<string, unknown>;
}

export interface Counters {
  /** Token requests by grant: `authorization_code`, `refresh_token`, `token-exchange`. */
  tokenRequests: Record<string, number>;
  /** Refreshes by `refresh_reason` (`none` when the client gave none). */
  refreshReasons: Record<string, number>;
  /** Refreshes by what became of them: `ok`, `refresh_token_reused`, `refresh_token_expired`, … */
  refreshOutcomes: Record<string, number>;
  /** Answers being streamed right now. */
  openStreams: number;
  /** Streams whose client went away before the end. */
  abortedStreams: number;
  /** The most streams that were ever open at once. */
  mostOpenStreams: number;
}

/** How an id token is spoilt, for clients that must notice. */
export const idTokenFaults = [
  "none",
  "wrong-key",
  "unknown-key",
  "unsigned",
  "hs256",
  "wrong-audience",
  "wrong-issuer",
  "expired",
  "wrong-nonce",
  "absent",
] as const;
export type IdTokenFault = (typeof idTokenFaults)[number];

/** What can be set to differ from the usual while the simulator runs. */
export interface Switches {
  accessTokenSeconds: number;
  latency: Latency;
  jwks: "up" | "down";
  idToken: IdTokenFault;
  /** The one way of sending a system prompt that the plan backend takes. Default `any`. */
  promptStyle: "any" | "instructions" | "developer";
  /** How long the token endpoint holds a refresh back, in milliseconds. Default 0. */
  refreshDelayMs: number;
  /** `access-token-only`: a refresh answers without a new refresh token, and the old one stays good. */
  refreshAnswer: "full" | "access-token-only";
  deviceCode: "enabled" | "disabled";
  /** What accounts/check names as the origin of the plan backend. Default `NO_CONSTRAINT`; else an https origin. */
  workspaceBackendOrigin: string;
  /** Calls of one person that the plan backend answers together; more are a 429 that is not the quota. Default null: any number. */
  parallelCalls: number | null;
  /** Slugs the plan backend no longer offers. Default none. */
  withdrawnModels: string[];
  /** What a backend does not take. Default: plan sharing takes no functions at the top level, service tier or cache key. */
  refuses: RefusedCapability[];
  /** Answers of the plan backend come in zstd or gzip where the request takes it. Default false. */
  compressed: boolean;
  /** Plan sharing: a refresh is refused for so long after tokens were issued. Default null: at once is fine. */
  siwcEarliestRefreshSeconds: number | null;
  /** Plan sharing: an empty list for callers that name no client version. Default `usual`. */
  siwcModels: "usual" | "none-without-version";
  /** Plan sharing: what the answer of a sign-in names as its issuer (`iss`). Default `none`. */
  siwcIssuer: "none" | "right" | "wrong";
}

/** A failure that is armed once for the next matching requests. */
export interface ArmedFailure {
  /** Beginning of the path, for example `/oauth/token`. */
  path: string;
  /** How many requests fail. Default 1. */
  times?: number;
  /** `hang-up` closes the socket before the work; `lose-answer` does the work and closes it then. Default `answer`. */
  kind?: "answer" | "hang-up" | "lose-answer";
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface TokenSet {
  id_token: string;
  access_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  scope?: string;
}

export interface UsageReport {
  primaryUsedPercent?: number;
  secondaryUsedPercent?: number;
  /** Every call of this person is refused with `usage_limit_reached` until then (milliseconds since 1970). */
  limitedUntilMs?: number | null;
}

/** What a test can do to a running simulator. Each method takes one JSON value, so that HTTP can carry it. */
export interface SimulatorControl {
  /** Signs a person in without a browser. */
  mintTokens(request: { person: PersonId; accessTokenSeconds?: number }): Promise<TokenSet>;
  /** From now on present access tokens count as expired; refresh tokens stay good. All people when none is named. */
  expireAccessTokens(request?: { person?: PersonId }): void;
  /** Present refresh tokens answer `refresh_token_expired`. */
  expireRefreshTokens(request?: { person?: PersonId }): void;
  /** Kills every token: refreshes answer `refresh_token_invalidated`, calls 401. */
  revokeTokens(request?: { person?: PersonId }): void;
  setSwitches(switches: Partial<Switches>): void;
  /** Signs with a new key and publishes it beside the old one. */
  rotateSigningKey(): Promise<void>;
  failNext(failure: ArmedFailure): void;
  setUsage(request: { person: PersonId } & UsageReport): void;
  /** Approves a device code as if the person had typed it. False: the code is not known or not waiting. */
  approveDevice(request: { userCode: string; person: PersonId }): Promise<boolean>;
  /** Puts switches, armed failures and usage back to how they were at the start. Tokens stay. */
  reset(): void;
}

export interface Simulator {
  /** Origin, `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  issuer: string;
  /** The variables that point Patchbay at it. */
  env: Record<string, string>;
  requests: readonly RecordedRequest[];
  counters: Counters;
  control: SimulatorControl;
  close(): Promise<void>;
}
