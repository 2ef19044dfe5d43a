import { networkOf, noteWrong, refuseGuesser } from "@/lib/security/wrongPasswords";
import type { PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import type { SessionStore } from "@/lib/storage/ports";
import { isPassword } from "./passwords";

export interface PasswordCheckOptions {
  persons: Pick<PersonStore, "findByName">;
  /** Where wrong passwords are counted, by network and by name. */
  guesses: SessionStore;
  mac(text: string): Promise<string>;
  now?(): number;
}

export interface PasswordAttempt {
  name: string;
  password: string;
  /** The IP address at the other end of the connection. */
  address: string;
}

/** Who has this name, and whether they may come in with this password. */
export interface PasswordVerdict {
  person: PersonRecord | undefined;
  isRight: boolean;
}

/**
 * Tries a name and a password. The time it takes does not tell a name that nobody has, a wrong password and somebody
 * who is switched off apart. @throws AppError `rate_limited` (too often), `storage_failed`
 */
export type CheckPassword = (attempt: PasswordAttempt) => Promise<PasswordVerdict>;

export function createPasswordCheck(options: PasswordCheckOptions): CheckPassword {
  const { persons, guesses, mac, now = Date.now } = options;

  return async ({ name, password, address }) => {
    const guess = { network: networkOf(address), name: (await mac(`name:${name}`)).slice(0, 16) };
    // Before a hash is made, so that a flood of guesses costs little.
    refuseGuesser(await guesses.read(), guess, now());
    const person = await persons.findByName(name);
    const isRight = (await isPassword(person?.passwordHash, password)) && person?.disabled === false;
    await guesses.change((state) => {
      // Again: of many guesses at one moment only the first few count.
      refuseGuesser(state, guess, now());
      if (!isRight) noteWrong(state, guess, now());
    });
    return { person, isRight };
  };
}
