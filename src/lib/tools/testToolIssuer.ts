import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { onTestFinished } from "vitest";
import { createMemoryAdapterFactory } from "@/simulator/oidc/memoryAdapter";
import { createSigningKeys } from "@/simulator/oidc/signingKeys";
import { sendJson, startTestHttpServer, type TestHttpServer } from "./testHttpServer";

export interface GuardedServer extends TestHttpServer {
  /** Method and path of each request to the issuer. */
  atIssuer: string[];
  /** Tokens that are refused from now on, though they have not ended. */
  refused: Set<string>;
  lastToken(): string | undefined;
}

/**
 * A server of tools behind a real authorization server, which registers whoever asks, wants PKCE and the resource, and
 * gives out refresh tokens that hold once. Whoever comes to its page is let in.
 */
export async function startGuardedServer({ lifetimeS = 300 } = {}): Promise<GuardedServer> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configuration(lifetimeS));
  const callback = provider.callback();
  const atIssuer: string[] = [];
  http.on("request", async (request, response) => {
    atIssuer.push(`${request.method} ${new URL(request.url ?? "", issuer).pathname}`);
    if (request.url?.startsWith("/interaction/") !== true) return void callback(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: "ada" }, consent: {} });
  });
  const refused = new Set<string>();
  let last: string | undefined;
  const server: TestHttpServer = await startTestHttpServer(async (_, response, request) => {
    if (request.url?.startsWith("/.well-known/oauth-protected-resource")) {
      const resource = { resource: server.url, authorization_servers: [issuer], scopes_supported: ["tools"] };
      return sendJson(response, resource);
    }
    last = request.headers.authorization?.slice("Bearer ".length);
    const token = last === undefined ? undefined : await provider.AccessToken.find(last);
    if (token?.isValid && !refused.has(last ?? "")) return undefined;
    const metadata = `${server.origin}/.well-known/oauth-protected-resource/mcp`;
    response.writeHead(401, { "www-authenticate": `Bearer resource_metadata="${metadata}"` }).end();
    return true;
  });
  return { ...server, atIssuer, refused, lastToken: () => last };
}

async function configuration(lifetimeS: number): Promise<ConstructorParameters<typeof Provider>[1]> {
  const keys = await createSigningKeys();
  return {
    adapter: createMemoryAdapterFactory(),
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [keys.first.privateJwk] },
    pkce: { required: () => true },
    scopes: ["tools", "offline_access"],
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: "tools",
          audience: resource,
          accessTokenTTL: lifetimeS,
          accessTokenFormat: "opaque",
        }),
      },
    },
    clientDefaults: { id_token_signed_response_alg: "RS256" },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    issueRefreshToken: async () => true,
    rotateRefreshToken: () => true,
    loadExistingGrant: async ({ oidc }) => {
      const { accountId } = oidc.session ?? {};
      const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client?.clientId });
      for (const resource of [oidc.params?.resource].flat()) grant.addResourceScope(String(resource), "tools");
      grant.addOIDCScope("tools offline_access");
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: lifetimeS,
      AuthorizationCode: 60,
      Grant: 300,
      Interaction: 300,
      Session: 300,
      RefreshToken: 300,
    },
  };
}
