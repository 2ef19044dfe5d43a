import { randomBytes } from "node:crypto";
import { CALLBACK_PATH } from "@/lib/auth/signIn/loopbackListener";
import type { SignInWish } from "@/lib/auth/signIn/signInFlow";
import type { AuthDocument } from "@/lib/auth/store/authFileSchema";
import { type KnownClient, knownClient } from "@/lib/auth/store/registrations";
import { discover } from "./siwcClient";
import { AGENT_NAME, allowsPlanUse, DYNAMIC_CLIENT_ID, RESOURCE, SCOPES, type SiwcContext } from "./siwcProtocol";

/** What an authorization request says beside state, verifier and port. */
export interface SiwcAuthorization {
  endpoint: string;
  hostId: string;
  nonce: string;
  /** Undefined: this sign-in registers a new client. */
  client: KnownClient | undefined;
  consent: boolean;
}

/** @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`, `storage_failed` */
export async function prepareAuthorization(
  context: SiwcContext,
  loadHostId: () => Promise<string>,
  document: AuthDocument,
  wish: SignInWish,
): Promise<SiwcAuthorization> {
  const row = document.accounts.find(({ id }) => id === wish.account);
  return {
    endpoint: (await discover(context)).authorization_endpoint,
    hostId: await loadHostId(),
    nonce: randomBytes(32).toString("base64url"),
    client: wish.another ? undefined : knownClient(document, context.settings.issuer, wish.account),
    // Who signs an account in again that may not use the plan wants it to.
    consent: wish.consent === true || (row !== undefined && !allowsPlanUse(row.scope)),
  };
}

/** Always the literal address: the first registration freezes scheme, host and path; the port is free. */
export function siwcRedirectUri(port: number): string {
  return `http://127.0.0.1:${port}${CALLBACK_PATH}`;
}

/**
 * Where the person signs in; parameters in the order of OpenAI's table. `id_token_hint` is left
 * out: it would put a token into an address, and only costs the person a choice of account.
 */
export function siwcAuthorizationUrl(
  { endpoint, hostId, nonce, client, consent }: SiwcAuthorization,
  request: { redirectUri: string; codeChallenge: string; state: string },
): string {
  const registration: [string, string][] =
    client === undefined
      ? [
          ["client_id", DYNAMIC_CLIENT_ID],
          ["agent_name_hint", AGENT_NAME],
        ]
      : [["client_id", client.clientId]];
  const hints: [string, string][] = client?.email ? [["login_hint", client.email]] : [];
  const query = new URLSearchParams([
    ...registration,
    ["ext_agent_host_id", hostId],
    ...hints,
    ["response_type", "code"],
    ["redirect_uri", request.redirectUri],
    ["scope", SCOPES],
    ["resource", RESOURCE],
    ["state", request.state],
    ["nonce", nonce],
    ["code_challenge_method", "S256"],
    ["code_challenge", request.codeChallenge],
  ]);
  if (consent) query.set("prompt", "consent");
  const url = new URL(endpoint);
  url.search = query.toString();
  return url.href;
}
