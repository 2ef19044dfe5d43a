import type { PersonStore } from "@/lib/storage/peoplePorts";

/** How often it is noted that somebody is here, in milliseconds. */
const NOTE_EVERY_MS = 60_000;

export interface LastSeenOptions {
  persons: Pick<PersonStore, "seen">;
  now(): number;
}

/** Notes that somebody is here, beside what they ask for: nobody waits for it, and a failure is of no account. */
export function createLastSeen({ persons, now }: LastSeenOptions): (person: string) => void {
  const notedAtMs = new Map<string, number>();
  return (person) => {
    if (now() - (notedAtMs.get(person) ?? -NOTE_EVERY_MS) < NOTE_EVERY_MS) return;
    notedAtMs.set(person, now());
    void persons.seen(person).catch(() => notedAtMs.delete(person));
  };
}
