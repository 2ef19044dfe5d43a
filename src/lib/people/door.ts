import type { Sessions } from "@/lib/security/session";
import type { PersonStore } from "@/lib/storage/peoplePorts";
import type { Session } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import type { Person, SessionView } from "@/types/people";
import type { PersonSessions } from "./personSessions";

/** Who was let in: somebody by name, somebody who knows the password, or anybody. */
export interface Visitor {
  person?: Person;
  session?: Session;
}

/** Who may come in, and how. */
export interface Door {
  /** @throws AppError `storage_failed` */
  way(): Promise<SessionView["way"]>;
  /** Undefined for who has to sign in first. @throws AppError `storage_failed` */
  find(cookieHeader: string | null): Promise<Visitor | undefined>;
  /** The `Set-Cookie` value of a session. @throws AppError `login_required`, `rate_limited`, `storage_failed` */
  enterByPassword: Sessions["login"];
  /** Ends the sessions of these cookies; a `Set-Cookie` value, where there are sessions. */
  logout(cookieHeader: string | null): Promise<string | undefined>;
  /** Calls `end` once the session is over. Returns what stops the watching. */
  watch(session: Session, end: () => void): () => void;
}

export interface DoorOptions {
  /** Of password mode. */
  sessions: Sessions | undefined;
  /** Where a database is shared. */
  people: { persons: Pick<PersonStore, "any">; sessions: PersonSessions } | undefined;
  /** A provider of identities is configured: then everybody comes by name. */
  hasProvider: boolean;
  now?(): number;
}

/** For how long it holds that there is nobody yet, in milliseconds. */
const NOBODY_FOR_MS = 1000;

/** As soon as there are people, nobody comes in but them. */
export function createDoor({ sessions, people, hasProvider, now = Date.now }: DoorOptions): Door {
  let known: { any: boolean; atMs: number } | undefined;

  /** People are never removed: once there are some, there always are. */
  async function hasPeople(persons: Pick<PersonStore, "any">): Promise<boolean> {
    if (known?.any || (known !== undefined && now() - known.atMs < NOBODY_FOR_MS)) return known.any;
    try {
      known = { any: await persons.any(), atMs: now() };
    } catch (error) {
      // Who was let in goes on seeing the page, which says what is away; there is nothing else to be had now.
      if (known === undefined || !isAppError(error)) throw error;
    }
    return known.any;
  }

  const byName = async () =>
    people !== undefined && (hasProvider || (await hasPeople(people.persons))) ? people.sessions : undefined;

  return {
    way: async () => {
      if ((await byName()) !== undefined) return "people";
      return sessions === undefined ? "open" : "password";
    },
    find: async (cookieHeader) => {
      const named = await byName();
      if (named !== undefined) {
        const session = await named.find(cookieHeader);
        return session && { session, person: { id: session.person, name: session.name, role: session.role } };
      }
      if (sessions === undefined) return {};
      const session = await sessions.find(cookieHeader);
      return session && { session };
    },
    enterByPassword: async (password, from) => {
      if ((await byName()) !== undefined) throw new AppError("invalid_request", "Sign in with your name.");
      if (sessions === undefined) throw new AppError("invalid_request", "This Patchbay has no password.");
      return sessions.login(password, from);
    },
    logout: async (cookieHeader) => {
      const named = await byName();
      return (named ?? sessions)?.logout(cookieHeader);
    },
    watch: (session, end) => {
      const kept = "person" in session ? people?.sessions : sessions;
      return kept?.watch(session, end) ?? (() => undefined);
    },
  };
}
