import type { PersonStore } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";

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
  /** @throws AppError `auth_required` for somebody who is switched off or gone, `storage_failed` */
  requireActive(person: string): Promise<void>;
}

export function createStanding({ persons, now = Date.now }: StandingOptions): Standing {
  const activeAtMs = new Map<string, number>();

  async function isActive(person: string): Promise<boolean> {
    const lookedAtMs = activeAtMs.get(person);
    if (lookedAtMs !== undefined && now() - lookedAtMs < HOLDS_FOR_MS) return true;
    activeAtMs.delete(person);
    const record = await persons.read(person);
    const holds = record !== undefined && !record.disabled;
    if (holds) activeAtMs.set(person, now());
    return holds;
  }

  return {
    isActive,
    requireActive: async (person) => {
      if (await isActive(person)) return;
      const message = "Who started this may not use this Patchbay any more, so nothing of theirs pays for it.";
      throw new AppError("auth_required", message, { person });
    },
  };
}
