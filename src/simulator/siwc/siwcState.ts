import { createTokenLedger, type TokenLedger } from "@/simulator/oidc/tokenLedger";
import type { PersonId } from "@/simulator/people";

/** The route's constants. */
export const resource = "https://api.openai.com/v1";
export const dynamicClientId = "dynamic_agent_client";
export const planUseScope = "chatgpt.tokens.use.direct";
export const knownScopes = ["openid", "profile", "email", "offline_access", "resource.invoke", planUseScope];

/** An app as one person registered it, in the workspace chosen then. */
export interface SiwcClient {
  id: string;
  name: string;
  person: PersonId;
  /** The person lets the app use the plan. */
  planUse: boolean;
}

export interface SiwcCode {
  clientId: string;
  person: PersonId;
  scope: string;
  redirectUri: string;
  codeChallenge: string;
  nonce: string;
  hostId: string;
}

/** One sign-in; its tokens share its id in the ledger. */
export interface SiwcSession {
  clientId: string;
  person: PersonId;
  scope: string;
  hostId: string;
  /** Milliseconds since 1970. */
  earliestRefreshMs: number;
}

export interface SiwcState {
  clients: Map<string, SiwcClient>;
  codes: Map<string, SiwcCode>;
  sessions: Map<string, SiwcSession>;
  /** Apart from the Codex client's: these tokens mean nothing to the plan backend. */
  tokens: TokenLedger;
}

export function createSiwcState(): SiwcState {
  return { clients: new Map(), codes: new Map(), sessions: new Map(), tokens: createTokenLedger() };
}
