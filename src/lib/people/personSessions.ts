import { randomBytes } from "node:crypto";
import type { SecretBox } from "@/lib/security/secretBox";
import { readCookies, SESSION_SECONDS, sessionCookieName, toCookie } from "@/lib/security/sessionCookie";
import { createSessionWatch } from "@/lib/security/sessionWatch";
import type { OpenSession, PersonSessionStore } from "@/lib/storage/peoplePorts";
import type { Session } from "@/lib/storage/ports";

/** Sessions of people by name. */
export interface PersonSessions {
  /** The `Set-Cookie` value of a new session of somebody who has shown who they are. @throws AppError `storage_failed` */
  begin(person: string, isSecure: boolean): Promise<string>;
  /** The session of these cookies, with who it lets in at this moment. @throws AppError `storage_failed` */
  find(cookieHeader: string | null): Promise<OpenSession | undefined>;
  /** Ends the sessions of these cookies; the `Set-Cookie` value clears them in this browser. */
  logout(cookieHeader: string | null): Promise<string>;
  /** Ends all of one person, but the one of `except`. @throws AppError `storage_failed` */
  endOf(person: string, except?: Session): Promise<void>;
  /** Calls `end` once the session is over, in whichever process it was ended. Returns what stops the watching. */
  watch(session: Session, end: () => void): () => void;
}

export interface PersonSessionOptions {
  /** On which Patchbay listens: the cookie is named by it. */
  port: number;
  macs: SecretBox["macs"];
  store: PersonSessionStore;
  now?(): number;
}

/**
 * A cookie holds a random token; what is stored is its HMAC, so that a row that somebody reads opens nothing, and a row
 * that somebody writes is no session.
 */
export function createPersonSessions({ port, macs, store, now = Date.now }: PersonSessionOptions): PersonSessions {
  const cookieName = sessionCookieName(port);
  /** By each key that holds, so that servers with the one and servers with the other let in the same people. */
  const idsOf = async (cookies: string[]) => {
    const all = await Promise.all(cookies.map((cookie) => macs(`person-session:${cookie}`)));
    return all.flat().map(({ mac }) => mac);
  };
  const watch = createSessionWatch(async (ids) => (await store.find(ids)).map(({ id }) => id));

  return {
    begin: async (person, isSecure) => {
      const cookie = randomBytes(32).toString("base64url");
      const expiresAt = new Date(now() + SESSION_SECONDS * 1000).toISOString();
      const [id = ""] = await idsOf([cookie]);
      await store.add({ id, person, expiresAt });
      return toCookie(cookieName, cookie, SESSION_SECONDS, isSecure);
    },
    find: async (header) => {
      const ids = await idsOf(readCookies(header, cookieName));
      return ids.length === 0 ? undefined : (await store.find(ids))[0];
    },
    logout: async (header) => {
      const ids = await idsOf(readCookies(header, cookieName));
      await store.remove(ids);
      watch.end(ids);
      return toCookie(cookieName, "", 0, false);
    },
    endOf: (person, except) => store.removeOf(person, except?.id),
    watch: watch.add,
  };
}
