import type { ErrorCode } from "./errors";
import type { AccountRoute, Payer } from "./providers";
import type { ServerApi, Skills } from "./servers";

/** A server of the person's own, as the adapter needs it. */
export interface ServerFacts {
  id: string;
  name: string;
  /** Without a trailing slash. */
  baseUrl: string;
  api: ServerApi;
  skills: Skills;
}

/** What one request needs to be let in. It never leaves the server. */
export interface Credential {
  /** An access token or an API key; empty for a server that wants none. */
  bearer: string;
  /** Sent beside it, as a server of the person's own wants. */
  headers?: Record<string, string>;
  /** Where an API key is to be used, without a trailing slash; the configured address if absent. */
  baseUrl?: string;
  /** Of Google: an access token, which is sent in another header than an API key. */
  isAccessToken?: boolean;
  /** `chatgpt-account-id`; some valid sign-ins carry none. */
  accountId?: string;
  /** `x-openai-account-routing-override`, when accounts/check named one. */
  routingOverride?: string;
  /** https origin that accounts/check named for a residency workspace; replaces the origin of the plan backend. */
  backendOrigin?: string;
  fedramp?: boolean;
  organization?: string;
  /** Of OpenAI, or the Google Cloud project that is billed. */
  project?: string;
  /** The way of sending a system prompt that this account's backend is known to take. */
  promptStyle?: "instructions" | "developer";
}

/**
 * Hands out the present credential and learns what the upstream thought of it, so that the rule for a refused
 * token lives in one place. One source serves one call.
 */
export interface CredentialSource {
  payer: Payer;
  /** Who is asked, if that is a server of the person's own. */
  server?: ServerFacts;
  /** The way an account signed in; keys have none. */
  route?: AccountRoute;
  /** The plan of an account, as its sign-in named it. */
  plan?: string;
  /** ISO 8601: until when the account's plan was last noted as used up; may have passed. */
  limitedUntil?: string;
  /** Goes the way the payer wants, through a proxy for example; the adapter's own when absent. */
  fetch?: typeof globalThis.fetch;
  /** To be told once how a call or a check ended: nothing when it worked, else the code of its failure. */
  settled?(code?: ErrorCode): Promise<void>;
  /**
   * To be called once before a call is sent, where each person has a share of what pays.
   * @throws AppError `usage_limit_reached` for who has used theirs up, `storage_failed`
   */
  spend?(): Promise<void>;
  /** Calls of that share which are left today. @throws AppError `storage_failed` */
  left?(): Promise<number>;
  /** @throws AppError `auth_required`, `reauth_required` */
  get(): Promise<Credential>;
  /**
   * To be called when the upstream refused the credential. True: call `get` again and send once more.
   * False: nothing is left to try (an API key). @throws AppError `reauth_required` when only a new sign-in helps
   */
  refused(status: number): Promise<boolean>;
  /** Keeps what worked for later calls of the same account. */
  rememberPromptStyle?(style: "instructions" | "developer"): Promise<void>;
}
