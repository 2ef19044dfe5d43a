import { dynamicClientId, knownScopes, resource, type SiwcClient, type SiwcState } from "./siwcState";

export interface AuthorizeRequest {
  /** Undefined: this request registers the app. */
  client: SiwcClient | undefined;
  /** What the app calls itself. */
  name: string;
  hostId: string;
  redirectUri: string;
  scopes: string[];
  state: string;
  nonce: string;
  codeChallenge: string;
  /** The person is to be asked about plan use again. */
  asksConsent: boolean;
}

/** Why a request cannot be shown to a person: an OAuth error and its words. */
export interface AuthorizeProblem {
  error: string;
  description: string;
}

const hostIdForms = [
  /^urn:ietf:params:oauth:jwk-thumbprint:[\w:-]+$/,
  /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  /^did:key:\w+$/,
];
const base64url43 = /^[\w-]{43}$/;

/** Reads and checks the address a browser was sent to. */
export function readAuthorizeRequest(query: URLSearchParams, state: SiwcState): AuthorizeRequest | AuthorizeProblem {
  const text = (name: string) => query.get(name) ?? "";
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) return invalid(`${repeated} is given twice`);
  const client = state.clients.get(text("client_id"));
  const isNew = text("client_id") === dynamicClientId;
  if (!isNew && client === undefined) return { error: "invalid_client", description: "client_id is not registered" };
  if (isNew !== query.has("agent_name_hint")) return invalid("agent_name_hint belongs to the first registration only");
  if (!hostIdForms.some((form) => form.test(text("ext_agent_host_id")))) {
    return invalid("ext_agent_host_id is missing or in none of its forms");
  }
  const problem = checkRest(text);
  if (problem !== undefined) return problem;
  return {
    client,
    name: client?.name ?? text("agent_name_hint"),
    hostId: text("ext_agent_host_id"),
    redirectUri: text("redirect_uri"),
    scopes: text("scope").split(" "),
    state: text("state"),
    nonce: text("nonce"),
    codeChallenge: text("code_challenge"),
    asksConsent: text("prompt") === "consent",
  };
}

function checkRest(text: (name: string) => string): AuthorizeProblem | undefined {
  if (text("response_type") !== "code") return invalid("response_type must be code");
  if (!/^http:\/\/127\.0\.0\.1:\d{1,5}\/auth\/callback$/.test(text("redirect_uri"))) {
    return invalid("redirect_uri must be http://127.0.0.1:<port>/auth/callback, never localhost");
  }
  const unknown = text("scope")
    .split(" ")
    .find((scope) => !knownScopes.includes(scope));
  if (unknown !== undefined) return { error: "invalid_scope", description: `unknown scope '${unknown}'` };
  if (text("resource") !== resource) return { error: "invalid_target", description: `resource must be ${resource}` };
  if (text("state") === "" || text("nonce") === "") return invalid("state and nonce are required");
  if (text("code_challenge_method") !== "S256" || !base64url43.test(text("code_challenge"))) {
    return invalid("PKCE with S256 is required");
  }
  if (!["", "consent"].includes(text("prompt"))) return invalid("prompt may only be consent");
  if (text("force_reconsent") !== "") return invalid("force_reconsent is not enabled for this app");
  return undefined;
}

function invalid(description: string): AuthorizeProblem {
  return { error: "invalid_request", description };
}
