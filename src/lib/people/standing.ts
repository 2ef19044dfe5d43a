import type { PersonStore } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";

/** For how long it holds that somebody may use what is theirs, in milliseconds. */
const HOLDS_FOR_MS = 5000;

export interface StandingOptions {
  persons: Pick<PersonStore, "read">;
  now?(): number;
}

/**
 * Whether somebody may still use anything here: asked before each of their calls, whoever works on the run.
 * @throws AppError `auth_required` for somebody who is switched off or gone, `storage_failed`
 */
export function createStanding({ persons, now = Date.now }: StandingOptions): (person: string) => Promise<void> {
  const activeAtMs = new Map<string, number>();
  return async (person) => {
    const lookedAtMs = activeAtMs.get(person);
    if (lookedAtMs !== undefined && now() - lookedAtMs < HOLDS_FOR_MS) return;
    activeAtMs.delete(person);
    const record = await persons.read(person);
    if (record === undefined || record.disabled) {
      const who = record === undefined ? "Who started this" : `“${record.name}”`;
      throw new AppError("auth_required", `${who} may not use this Patchbay any more, so nothing of theirs pays.`, {
        person,
      });
    }
    activeAtMs.set(person, now());
  };
}
