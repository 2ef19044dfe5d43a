import { randomBytes } from "node:crypto";
import type { Session, SessionState, SessionStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { isSameText } from "./sameText";
import type { SecretBox } from "./secretBox";
import { readCookies, SESSION_SECONDS, sessionCookieName, toCookie } from "./sessionCookie";
import { createSessionWatch } from "./sessionWatch";
import { networkOf, noteWrong, refuseGuesser } from "./wrongPasswords";

/** A script that signs in with every call would make the file grow without end; the oldest go. */
const MAX_SESSIONS = 1000;

export interface LoginOrigin {
  /** The IP address at the other end of the connection; wrong passwords are counted by it. */
  address: string;
  /** Over https, as the browser sees it. */
  isSecure: boolean;
}

export interface Sessions {
  /**
   * The `Set-Cookie` value of a new session.
   * @throws AppError `login_required` (wrong), `rate_limited` (too often), `storage_failed`
   */
  login(password: string, from: LoginOrigin): Promise<string>;
  /** Ends the sessions of these cookies, here and for good; the `Set-Cookie` value clears them in this browser. */
  logout(cookieHeader: string | null): Promise<string>;
  /** The session of these cookies; undefined when none of them is one. @throws AppError `storage_failed` */
  find(cookieHeader: string | null): Promise<Session | undefined>;
  /** Calls `end` once the session is over, in whichever process it was ended. Returns what stops the watching. */
  watch(session: Session, end: () => void): () => void;
}

export interface SessionOptions {
  password: string;
  /** On which Patchbay listens: the cookie is named by it. */
  port: number;
  macs: SecretBox["macs"];
  store: SessionStore;
  now?(): number;
}

/**
 * Sessions of password mode, kept by the server. A cookie holds an expiry and a random token; what is stored is the
 * HMAC of both and the password: a file that somebody reads opens nothing, a line written into it is no session, and a
 * new password ends all.
 */
export function createSessions({ password, port, macs, store, now = Date.now }: SessionOptions): Sessions {
  const cookieName = sessionCookieName(port);
  /** By each key that holds, so that servers with the one and servers with the other let in the same people. */
  const idsOf = async (cookies: string[]) => {
    const macsOf = cookies.map((cookie) => macs(`session:${cookie}:${password}`));
    return (await Promise.all(macsOf)).flat().map(({ mac }) => mac);
  };
  const isOpen = ({ expiresAt }: Session) => Date.parse(expiresAt) > now();
  const openSessions = async () => (await store.read()).sessions.filter(isOpen);
  const watch = createSessionWatch(async (ids) =>
    (await openSessions()).map(({ id }) => id).filter((id) => ids.includes(id)),
  );

  function addSession(state: SessionState, session: Session): void {
    state.sessions = [...state.sessions.filter(isOpen), session].slice(-MAX_SESSIONS);
  }

  return {
    login: async (attempt, { address, isSecure }) => {
      const guess = { network: networkOf(address) };
      // Before the lock, so that a flood of guesses neither waits for it nor holds it.
      refuseGuesser(await store.read(), guess, now());
      const expiresAtMs = now() + SESSION_SECONDS * 1000;
      const cookie = `${expiresAtMs}.${randomBytes(32).toString("base64url")}`;
      const [id = ""] = await idsOf([cookie]);
      const session = { id, expiresAt: new Date(expiresAtMs).toISOString() };
      const isRight = isSameText(attempt, password);
      await store.change((state) => {
        refuseGuesser(state, guess, now());
        if (isRight) addSession(state, session);
        else noteWrong(state, guess, now());
      });
      if (!isRight) throw new AppError("login_required", "This is not the password.");
      return toCookie(cookieName, cookie, SESSION_SECONDS, isSecure);
    },
    logout: async (cookieHeader) => {
      const ended = await idsOf(readCookies(cookieHeader, cookieName));
      await store.change((state) => {
        state.sessions = state.sessions.filter(({ id }) => !ended.includes(id));
      });
      watch.end(ended);
      return toCookie(cookieName, "", 0, false);
    },
    find: async (cookieHeader) => {
      const cookies = readCookies(cookieHeader, cookieName);
      if (cookies.length === 0) return undefined;
      const [ids, sessions] = await Promise.all([idsOf(cookies), openSessions()]);
      return sessions.find(({ id }) => ids.includes(id));
    },
    watch: watch.add,
  };
}
