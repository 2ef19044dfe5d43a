import type { AuditLog, PersonChange, PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import type { Session } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { AddPerson, ChangePassword, ChangePerson, Person, PersonView } from "@/types/people";
import type { CheckPassword } from "./passwordCheck";
import { hashPassword } from "./passwords";
import type { PersonSessions } from "./personSessions";

export interface DirectoryOptions {
  persons: PersonStore;
  sessions: Pick<PersonSessions, "endOf">;
  audit: Pick<AuditLog, "note">;
  check: CheckPassword;
  /** The roles of those who sign in at the provider of identities come from their groups there. */
  hasGroupRoles: boolean;
}

/** Who does it: nobody by name at the terminal of the server. */
export interface Doer {
  person?: Pick<Person, "id">;
  address?: string;
}

/** The people here, and what may be changed of them. Who may ask is up to the caller. */
export interface Directory {
  /** By name. @throws AppError `storage_failed` */
  list(): Promise<PersonView[]>;
  /** The first one is an admin. @throws AppError `conflict` (the name is taken), `invalid_request`, `storage_failed` */
  add(person: AddPerson, by: Doer): Promise<PersonView>;
  /**
   * Somebody who is switched off, or gets another password, is signed out everywhere.
   * @throws AppError `not_found`, `conflict` (name taken, last admin), `invalid_request` (what the provider of
   * identities decides), `storage_failed`
   */
  change(id: string, change: ChangePerson, by: Doer): Promise<PersonView>;
  /**
   * Somebody's own, whom it signs out everywhere but here.
   * @throws AppError `invalid_request` (not the current one, or none here), `rate_limited`, `storage_failed`
   */
  changeOwnPassword(
    person: Person,
    passwords: ChangePassword,
    here: { session: Session; address: string },
  ): Promise<void>;
}

export function createDirectory({ persons, sessions, audit, check, hasGroupRoles }: DirectoryOptions): Directory {
  return {
    list: async () => (await persons.list()).map(toPersonView),
    add: async ({ name, password, role }, by) => {
      // From the first one on nobody comes in without a name, so somebody has to be able to add the others.
      if (role !== "admin" && !hasGroupRoles && !(await persons.any())) throw firstIsAdmin();
      const passwordHash = await hashPassword(password);
      const added = await persons.add({ name, role, passwordHash, email: null, issuer: null, subject: null });
      await audit.note({ kind: "person_added", ...toDoer(by), about: name, details: { role } });
      return toPersonView(added);
    },
    change: async (id, change, by) => {
      const before = await persons.read(id);
      if (before !== undefined) refuseWhatComesFromElsewhere(before, change, hasGroupRoles);
      const changed = await persons.change(id, await toChange(change));
      if (change.disabled || change.password !== undefined) await sessions.endOf(id);
      await audit.note({ kind: "person_changed", ...toDoer(by), about: changed.name, details: toDetails(change) });
      return toPersonView(changed);
    },
    changeOwnPassword: async (person, { current, password }, { session, address }) => {
      const { person: record, isRight } = await check({ name: person.name, password: current, address });
      if (record !== undefined) refuseWhatComesFromElsewhere(record, { password }, hasGroupRoles);
      if (!isRight || record?.passwordHash === undefined || record.passwordHash === null) {
        throw new AppError("invalid_request", "This is not your current password.", { reason: "wrong_password" });
      }
      const passwordHash = await hashPassword(password);
      await persons.change(record.id, { passwordHash }, { overPasswordHash: record.passwordHash });
      await sessions.endOf(record.id, session);
      await audit.note({
        kind: "person_changed",
        person: record.id,
        about: record.name,
        address,
        details: { password: "changed" },
      });
    },
  };
}

function toPersonView(record: PersonRecord): PersonView {
  const { id, name, role, disabled, email, passwordHash, createdAt, lastSeenAt } = record;
  return {
    ...{ id, name, role, disabled, createdAt },
    signsInWith: passwordHash === null ? "oidc" : "password",
    ...(email === null ? {} : { email }),
    ...(lastSeenAt === null ? {} : { lastSeenAt }),
  };
}

async function toChange({ password, ...change }: ChangePerson): Promise<PersonChange> {
  return password === undefined ? change : { ...change, passwordHash: await hashPassword(password) };
}

/** What was done, without a secret. */
function toDetails({ password, disabled, ...change }: ChangePerson): Record<string, string> {
  return {
    ...change,
    ...(password === undefined ? {} : { password: "changed" }),
    ...(disabled === undefined ? {} : { disabled: String(disabled) }),
  };
}

function toDoer({ person, address }: Doer): { person?: string; address?: string } {
  return { person: person?.id, address };
}

function refuseWhatComesFromElsewhere(
  { issuer, name }: PersonRecord,
  change: ChangePerson,
  hasGroupRoles: boolean,
): void {
  if (issuer === null) return;
  const from = `${name} signs in at the provider of identities`;
  if (change.password !== undefined) throw decidedElsewhere(`${from} and has no password here.`);
  if (change.name !== undefined) throw decidedElsewhere(`${from}, which gives the name.`);
  if (change.role !== undefined && hasGroupRoles) {
    throw decidedElsewhere(`${from}, whose groups give the role (PATCHBAY_OIDC_ROLES).`);
  }
}

function decidedElsewhere(message: string): AppError {
  return new AppError("invalid_request", message, { reason: "decided_elsewhere" });
}

function firstIsAdmin(): AppError {
  return new AppError("invalid_request", "The first one has to be an admin, who can add the others.", {
    reason: "first_is_admin",
  });
}
