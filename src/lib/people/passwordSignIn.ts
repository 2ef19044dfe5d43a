import type { AuditLog, PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import { AppError, isAppError } from "@/types/errors";
import type { CheckPassword, PasswordAttempt } from "./passwordCheck";
import { hashPassword, isWeak } from "./passwords";
import type { PersonSessions } from "./personSessions";

export interface PasswordSignInOptions {
  check: CheckPassword;
  persons: Pick<PersonStore, "read" | "change">;
  sessions: Pick<PersonSessions, "begin" | "logout">;
  audit: Pick<AuditLog, "note">;
}

export interface PasswordSignIn extends PasswordAttempt {
  /** Over https, as the browser sees it. */
  isSecure: boolean;
}

/**
 * Lets somebody in by name and password; gives the `Set-Cookie` value of the session. The words are the same for a name
 * that nobody has, a wrong password and somebody who is switched off.
 * @throws AppError `login_required` (wrong), `rate_limited` (too often), `storage_failed`
 */
export type SignInByPassword = (attempt: PasswordSignIn) => Promise<string>;

export function createPasswordSignIn({ check, persons, sessions, audit }: PasswordSignInOptions): SignInByPassword {
  return async ({ isSecure, ...attempt }) => {
    const { address } = attempt;
    const { person, isRight } = await check(attempt);
    if (!isRight || person === undefined) {
      // A name that nobody has may be a password in the wrong field: it is not noted.
      await audit.note({ kind: "sign_in_refused", about: person?.name, address });
      throw wrong();
    }
    const cookie = await sessions.begin(person.id, isSecure);
    if (!(await isStillSo(persons, person))) {
      await sessions.logout(cookie.split(";")[0] ?? "");
      throw wrong();
    }
    await strengthen(persons, person, attempt.password);
    await audit.note({ kind: "sign_in", person: person.id, address, details: { by: "password" } });
    return cookie;
  };
}

/** Sessions end when somebody is switched off or gets another password; one that began meanwhile does too. */
async function isStillSo(persons: Pick<PersonStore, "read">, { id, passwordHash }: PersonRecord): Promise<boolean> {
  const current = await persons.read(id);
  return current !== undefined && !current.disabled && current.passwordHash === passwordHash;
}

/** A password whose hash was made with weaker measures than those of now is hashed anew, as long as it is known. */
async function strengthen(
  persons: Pick<PersonStore, "change">,
  { id, passwordHash }: PersonRecord,
  password: string,
): Promise<void> {
  if (passwordHash === null || !(await isWeak(passwordHash))) return;
  const stronger = await hashPassword(password);
  await persons.change(id, { passwordHash: stronger }, { overPasswordHash: passwordHash }).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== "conflict") throw error;
  });
}

function wrong(): AppError {
  return new AppError("login_required", "This is not the name and the password of somebody here.");
}
