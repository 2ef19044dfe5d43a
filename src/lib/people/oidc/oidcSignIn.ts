import * as oauth from "oauth4webapi";
import type { OidcConfig } from "@/lib/configOidc";
import type { PersonSessions } from "@/lib/people/personSessions";
import type { AuditLog, PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";
import { admitIdentity, Refused } from "./admitIdentity";
import type { IdentityProvider } from "./identityProvider";
import type { PendingSignIn, PendingSignIns } from "./pendingSignIn";

export interface OidcSignInOptions {
  config: OidcConfig;
  provider: IdentityProvider;
  pendings: PendingSignIns;
  persons: PersonStore;
  sessions: Pick<PersonSessions, "begin" | "endOf" | "logout">;
  audit: Pick<AuditLog, "note">;
  now(): number;
}

/** Where the browser is sent, and the cookies it is given (`Set-Cookie` values). */
export interface Step {
  location: string;
  cookies: string[];
}

export interface OidcSignIn {
  /**
   * Sends a browser to the provider. `origin` is where it reaches us, `to` where in the app it wants to go.
   * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`
   */
  start(request: { origin: string; to: string }): Promise<Step>;
  /**
   * Lets in who comes back, once.
   * @throws AppError `state_mismatch` (begun in another browser), `flow_expired`, `access_denied` (they said no
   * there), `not_allowed` (no role here, or switched off), what the provider's answer is refused with, `storage_failed`
   */
  finish(request: { answer: URLSearchParams; cookieHeader: string | null; address: string }): Promise<Step>;
  /** The `Set-Cookie` value that ends what was begun in this browser. */
  forget(): string;
}

export function createOidcSignIn(options: OidcSignInOptions): OidcSignIn {
  const { config, provider, pendings, persons, sessions, audit, now } = options;

  async function findPending(cookieHeader: string | null, state: string | null): Promise<PendingSignIn> {
    const pending = (await pendings.read(cookieHeader)).find((one) => one.state === state);
    if (pending === undefined) {
      throw new AppError("state_mismatch", "This sign-in was not begun in this browser, or is over. Sign in again.");
    }
    if (pending.expiresAtMs <= now()) throw new AppError("flow_expired", "This sign-in took too long. Sign in again.");
    return pending;
  }

  /** Whom the provider knows and we do not let in is not let in anywhere any more. */
  async function turnAway(error: unknown, address: string): Promise<void> {
    if (!(error instanceof Refused)) return;
    if (error.person !== undefined) await sessions.endOf(error.person.id);
    const details = { by: "oidc", reason: error.reason };
    await audit.note({ kind: "sign_in_refused", about: error.person?.name, address, details });
  }

  /** What the provider changed of somebody; nobody here did. */
  async function noteChange(person: PersonRecord, before: PersonRecord | undefined, address: string): Promise<void> {
    const kind = before === undefined ? "person_added" : "person_changed";
    const { name, role } = person;
    if (before?.name === name && before.role === role) return;
    await audit.note({ kind, about: name, address, details: { by: "oidc", name, role } });
  }

  return {
    start: async ({ origin, to }) => {
      const begun = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        codeVerifier: oauth.generateRandomCodeVerifier(),
        redirectUri: `${origin}/api/session/oidc/callback`,
        to,
      };
      const location = await provider.authorizationUrl(begun);
      return { location, cookies: [await pendings.keep(begun, origin.startsWith("https:"))] };
    },
    finish: async ({ answer, cookieHeader, address }) => {
      const pending = await findPending(cookieHeader, answer.get("state"));
      const identity = await provider.identify(answer, pending);
      const { person, before } = await admitIdentity(persons, identity, config).catch(async (error: unknown) => {
        await turnAway(error, address);
        throw error;
      });
      const cookie = await sessions.begin(person.id, pending.redirectUri.startsWith("https:"));
      if ((await persons.read(person.id))?.disabled !== false) {
        await sessions.logout(cookie.split(";")[0] ?? "");
        const refused = new Refused("switched_off", person);
        await turnAway(refused, address);
        throw refused;
      }
      await noteChange(person, before, address);
      await audit.note({ kind: "sign_in", person: person.id, address, details: { by: "oidc" } });
      return { location: pending.to, cookies: [cookie, pendings.clear()] };
    },
    forget: () => pendings.clear(),
  };
}
