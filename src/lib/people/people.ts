import type { Config } from "@/lib/config";
import type { Log } from "@/lib/log";
import type { SecretBox } from "@/lib/security/secretBox";
import type { PeopleStorage } from "@/lib/storage/peoplePorts";
import type { SessionStore } from "@/lib/storage/ports";
import { createDirectory, type Directory } from "./directory";
import { createLastSeen } from "./lastSeen";
import { keepGoing } from "./note";
import { createIdentityProvider } from "./oidc/identityProvider";
import { createOidcSignIn, type OidcSignIn } from "./oidc/oidcSignIn";
import { createPendingSignIns } from "./oidc/pendingSignIn";
import { createPasswordCheck } from "./passwordCheck";
import { createPasswordSignIn, type SignInByPassword } from "./passwordSignIn";
import { createPersonSessions, type PersonSessions } from "./personSessions";

/** People by name, and what they do; only where a database is shared. */
export interface People extends Omit<PeopleStorage, "sessions"> {
  sessions: PersonSessions;
  directory: Directory;
  signIn: SignInByPassword;
  /** Where a provider of identities is configured. */
  oidc: OidcSignIn | undefined;
  /** Whether somebody can sign in by a name and a password. @throws AppError `storage_failed` */
  hasPasswords(): Promise<boolean>;
}

export interface PeopleOptions {
  config: Pick<Config, "port" | "oidc">;
  box: SecretBox;
  storage: PeopleStorage;
  /** Where wrong passwords are counted. */
  guesses: SessionStore;
  fetch: typeof fetch;
  log: Pick<Log, "error">;
}

export function createPeople({ config, box, storage, guesses, fetch, log }: PeopleOptions): People {
  const { port, oidc } = config;
  const { persons } = storage;
  const audit = keepGoing(storage.audit, log);
  const sessions = createPersonSessions({ port, macs: box.macs, store: storage.sessions });
  const noteSeen = createLastSeen({ persons, now: Date.now });
  const check = createPasswordCheck({ persons, guesses, mac: box.mac });
  const now = Date.now;
  return {
    ...storage,
    audit,
    sessions: {
      ...sessions,
      find: async (cookieHeader) => {
        const found = await sessions.find(cookieHeader);
        if (found !== undefined) noteSeen(found.person);
        return found;
      },
    },
    directory: createDirectory({ persons, sessions, audit, check, hasGroupRoles: (oidc?.roles.size ?? 0) > 0 }),
    signIn: createPasswordSignIn({ check, persons, sessions, audit }),
    oidc:
      oidc &&
      createOidcSignIn({
        ...{ config: oidc, persons, sessions, audit, now },
        provider: createIdentityProvider({ config: oidc, fetch, now }),
        pendings: createPendingSignIns(port, box, now),
      }),
    hasPasswords: persons.anyWithPassword,
  };
}
