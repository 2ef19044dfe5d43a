import { randomBytes } from "node:crypto";
import { decodeJwt } from "jose";
import { expect, onTestFinished } from "vitest";
import type { OidcConfig } from "@/lib/configOidc";
import { createPersonSessions } from "@/lib/people/personSessions";
import { createSecretBox } from "@/lib/security/secretBox";
import { createPostgresPersonSessions } from "@/lib/storage/postgres/postgresPersonSessions";
import { createPostgresPersons } from "@/lib/storage/postgres/postgresPersons";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { type IdentityProviderOptions, startIdentityProvider } from "@/simulator/identity/identityProvider";
import { createBrowser } from "@/simulator/testkit/browser";
import type { IdTokenFault } from "@/simulator/types";
import { createIdentityProvider } from "./identityProvider";
import { createOidcSignIn } from "./oidcSignIn";
import { createPendingSignIns } from "./pendingSignIn";

export const origin = "http://patchbay.example:3000";
export const MINUTE_MS = 60_000;

/** A provider of identities, and servers of one Patchbay that trust it. */
export async function oidcBench(settings: Partial<OidcConfig> = {}, options: Partial<IdentityProviderOptions> = {}) {
  const issuing = await startIdentityProvider({ redirectUris: [`${origin}/api/session/oidc/callback`], ...options });
  onTestFinished(() => issuing.close());
  const database = await testDatabase();
  const persons = createPostgresPersons(database);
  const box = createSecretBox({ secret: randomBytes(32), configDir: "/nowhere" });
  const sessions = createPersonSessions({ port: 3000, macs: box.macs, store: createPostgresPersonSessions(database) });
  const notes: object[] = [];
  const clock = { nowMs: Date.now() };
  const now = () => clock.nowMs;
  const wire: { fault?: IdTokenFault; isDown?: boolean; asked: string[] } = { asked: [] };
  const config: OidcConfig = {
    issuer: issuing.issuer,
    clientId: issuing.clientId,
    clientSecret: issuing.clientSecret,
    name: "Acme",
    scopes: "openid profile email",
    groupsClaim: "groups",
    roles: new Map([
      ["patchbay-admins", "admin"],
      ["writers", "editor"],
      ["everybody", "runner"],
    ]),
    defaultRole: undefined,
    ...settings,
  };

  /** The provider's answers, with an id token that is spoilt in the asked way. */
  const spoiling: typeof fetch = async (input, init) => {
    wire.asked.push(new URL(String(input)).pathname);
    if (wire.isDown)
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) });
    const response = await fetch(input, init);
    if (wire.fault === undefined || !String(input).endsWith("/token")) return response;
    const body = await response.json();
    const spoilt = await issuing.keys.signIdToken(decodeJwt(body.id_token), wire.fault);
    return Response.json({ ...body, id_token: wire.fault === "absent" ? undefined : spoilt });
  };

  /** Another server on the same database and secret each time it is called. */
  const openServer = () =>
    createOidcSignIn({
      config,
      provider: createIdentityProvider({ config, fetch: spoiling, now }),
      pendings: createPendingSignIns(3000, box, now),
      persons,
      sessions,
      audit: { note: async (entry) => void notes.push(entry) },
      now,
    });
  const server = openServer();

  async function begin(to = "/") {
    const { location, cookies } = await server.start({ origin, to });
    return { location, cookieHeader: cookies.map((cookie) => cookie.split(";")[0]).join("; ") };
  }

  /** What the provider's page sends the browser back with, once somebody is chosen on it. */
  async function chooseAt(location: string, sub: string): Promise<URLSearchParams> {
    const browser = createBrowser();
    const page = await browser.follow(location);
    const back = await browser.follow(`${page.url}?person=${sub}`);
    expect(back.url).toContain(`${origin}/api/session/oidc/callback?`);
    return new URL(back.url).searchParams;
  }

  async function signIn(sub: string, by = openServer()) {
    const { location, cookieHeader } = await begin();
    const answer = await chooseAt(location, sub);
    return by.finish({ answer, cookieHeader, address: "203.0.113.9" });
  }

  return { issuing, database, persons, sessions, notes, clock, wire, server, openServer, begin, chooseAt, signIn };
}

export const personOf = async (
  { sessions }: Pick<Awaited<ReturnType<typeof oidcBench>>, "sessions">,
  cookies: string[],
) => sessions.find(cookies.map((cookie) => cookie.split(";")[0]).join("; "));
