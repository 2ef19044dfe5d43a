import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Configuration, Provider } from "oidc-provider";
import { createMemoryAdapterFactory } from "@/simulator/oidc/memoryAdapter";
import { escapeHtml, renderPage } from "@/simulator/oidc/page";
import { createSigningKeys, type SigningKeys } from "@/simulator/oidc/signingKeys";

/** Somebody who works at the company of this provider. */
export interface Employee {
  sub: string;
  preferred_username?: string;
  email?: string;
  groups?: string[];
}

export interface IdentityProviderOptions {
  /** Where sign-ins may come back to; filled in later where a port is not known yet. */
  redirectUris?: string[];
  employees?: Employee[];
  /** Groups and names stand in the answer of the userinfo endpoint only, as some providers do it. */
  onlyUserinfo?: boolean;
  port?: number;
}

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** By subject; what is changed here holds from the next sign-in on. */
  employees: Map<string, Employee>;
  keys: SigningKeys;
  close(): Promise<void>;
}

const clientId = "patchbay";
const clientSecret = "simulated-client-secret";
const loopback = "127.0.0.1";

const staff: Employee[] = [
  { sub: "u-100", preferred_username: "ada", email: "ada@example.com", groups: ["patchbay-admins", "everybody"] },
  { sub: "u-200", preferred_username: "grace", email: "grace@example.com", groups: ["writers", "everybody"] },
  { sub: "u-300", preferred_username: "edsger", email: "edsger@example.com", groups: ["everybody"] },
  { sub: "u-400", email: "Pat.Phone@example.com" },
];

/** A company's provider of identities, on a real OpenID provider: who works there is chosen on its page. */
export async function startIdentityProvider(options: IdentityProviderOptions = {}): Promise<IdentityProvider> {
  const { redirectUris = [], employees = staff, onlyUserinfo = false, port = 0 } = options;
  const byId = new Map(employees.map((employee) => [employee.sub, employee]));
  const keys = await createSigningKeys();
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, loopback, resolve));
  const address = server.address();
  const issuer = `http://${loopback}:${typeof address === "object" && address !== null ? address.port : port}`;
  const provider = new Provider(issuer, configuration(byId, keys, redirectUris, onlyUserinfo));
  const callback = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const isPage = request.url?.startsWith("/interaction/") === true;
    void (isPage ? interact(provider, byId, request, response) : callback(request, response));
  });
  return {
    ...{ issuer, clientId, clientSecret, employees: byId, keys },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(
  employees: Map<string, Employee>,
  keys: SigningKeys,
  redirectUris: string[],
  onlyUserinfo: boolean,
): Configuration {
  return {
    adapter: createMemoryAdapterFactory(),
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
    claims: {
      openid: ["sub"],
      profile: ["preferred_username", "groups"],
      email: ["email"],
    },
    conformIdTokenClaims: onlyUserinfo,
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [keys.first.privateJwk] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => {
      const employee = employees.get(sub);
      return employee && { accountId: sub, claims: async () => ({ ...employee }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Grant: 300, Interaction: 3600, Session: 3600 },
  };
}

/** `?person=<subject>` on the page signs in, `?person=` refuses; without it the page lists who there is. */
async function interact(
  provider: Provider,
  employees: Map<string, Employee>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sub = new URL(request.url ?? "/", "http://host").searchParams.get("person");
  if (sub === null) {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(renderChoice([...employees.values()]));
    return;
  }
  const denial = { error: "access_denied", error_description: "The person denied the request" };
  const result = employees.has(sub) ? { login: { accountId: sub, remember: false } } : denial;
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false }).catch(() => {
    response.statusCode = 400;
    response.end("This sign-in has ended. Start it again.");
  });
}

function renderChoice(employees: Employee[]): string {
  const links = employees.map(
    ({ sub, preferred_username, email }) =>
      `<p><a href="?person=${encodeURIComponent(sub)}">${escapeHtml(preferred_username ?? email ?? sub)}</a></p>`,
  );
  const title = "Simulated sign-in of a company";
  return renderPage(title, `<h1>${title}</h1>${links.join("\n")}<p><a href="?person=">Deny</a></p>`);
}
