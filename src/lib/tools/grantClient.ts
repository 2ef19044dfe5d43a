import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from "@modelcontextprotocol/client";

/** What the library reads and writes while it signs in, renews or redeems a code: kept by whoever called it. */
export interface Draft {
  redirectUri: string;
  state?: string;
  client?: StoredOAuthClientInformation;
  tokens?: StoredOAuthTokens;
  discovery?: OAuthDiscoveryState;
  codeVerifier?: string;
  /** Where the person is to go. */
  authorizationUrl?: URL;
}

/** The library's view of a draft. Nobody is registered who is known already, and no browser is opened from here. */
export function createGrantClient(draft: Draft): OAuthClientProvider {
  return {
    redirectUrl: draft.redirectUri,
    clientMetadata: metadataFor(draft.redirectUri),
    state: () => draft.state ?? "",
    clientInformation: () => draft.client,
    saveClientInformation: (client) => {
      draft.client = client;
    },
    tokens: () => draft.tokens,
    saveTokens: (tokens) => {
      draft.tokens = tokens;
    },
    redirectToAuthorization: (url) => {
      draft.authorizationUrl = url;
    },
    saveCodeVerifier: (codeVerifier) => {
      draft.codeVerifier = codeVerifier;
    },
    codeVerifier: () => draft.codeVerifier ?? "",
    saveDiscoveryState: (discovery) => {
      draft.discovery = discovery;
    },
    discoveryState: () => draft.discovery,
    invalidateCredentials: (scope) => {
      if (scope === "all" || scope === "client") draft.client = undefined;
      if (scope === "all" || scope === "tokens") draft.tokens = undefined;
      if (scope === "all" || scope === "discovery") draft.discovery = undefined;
    },
  };
}

function metadataFor(redirectUri: string): OAuthClientMetadata {
  return {
    client_name: "Patchbay",
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    // A program that people install keeps no secret of its own.
    token_endpoint_auth_method: "none",
  };
}
