import type { PersonStore } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";
import type { Role } from "@/types/people";

/** For how long it holds that somebody may use what is theirs, in milliseconds. */
const HOLDS_FOR_MS = 5000;

export interface StandingOptions {
  persons: Pick<PersonStore, "read">;
  now?(): number;
}

/** Whether somebody may still use anything here: asked before each of their calls, whoever works on the run. */
export interface Standing {
  /** @throws AppError `storage_failed` */
  isActive(person: string): Promise<boolean>;
  /** Gives their role. @throws AppError `auth_required` for somebody who is switched off or gone, `storage_failed` */
  requireActive(person: string): Promise<Role>;
}

export function createStanding({ persons, now = Date.now }: StandingOptions): Standing {
  const active = new Map<string, { role: Role; atMs: number }>();

  /** Undefined for somebody who is switched off or gone. */
  async function roleOf(person: string): Promise<Role | undefined> {
    const known = active.get(person);
    if (known !== undefined && now() - known.atMs < HOLDS_FOR_MS) return known.role;
    active.delete(person);
    const record = await persons.read(person);
    if (record === undefined || record.disabled) return undefined;
    active.set(person, { role: record.role, atMs: now() });
    return record.role;
  }

  return {
    isActive: async (person) => (await roleOf(person)) !== undefined,
    requireActive: async (person) => {
      const role = await roleOf(person);
      if (role !== undefined) return role;
      const message = "Who started this may not use this Patchbay any more, so nothing of theirs pays for it.";
      throw new AppError("auth_required", message, { person });
    },
  };
}
