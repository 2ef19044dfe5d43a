/** In milliseconds. */
const EVERY_MS = 60_000;

/** Something that opens, and when it last did. */
export interface Used {
  id: string;
  /** ISO 8601, UTC. */
  lastUsedAt?: string | undefined;
}

export interface UseNoteOptions {
  /** Changes those that are kept. */
  change(edit: (kept: Used[]) => void): Promise<unknown>;
  /** Told where a use could not be noted. */
  reportBug(error: unknown): unknown;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Notes to the minute when something was used. What cannot be noted keeps nobody out, and is tried again a minute later:
 * a disk that is full is not written to at each request.
 */
export function createUseNote({ change, reportBug, now }: UseNoteOptions): (used: Used) => Promise<void> {
  const triedMs = new Map<string, number>();
  const isNoted = ({ lastUsedAt = "" }: Used) => Date.parse(lastUsedAt) > now() - EVERY_MS;
  const isTried = ({ id }: Used) => (triedMs.get(id) ?? Number.NEGATIVE_INFINITY) > now() - EVERY_MS;

  return async (used) => {
    if (isNoted(used) || isTried(used)) return;
    triedMs.set(used.id, now());
    const noted = change((kept) => {
      const record = kept.find(({ id }) => id === used.id);
      if (record !== undefined && !isNoted(record)) record.lastUsedAt = new Date(now()).toISOString();
    });
    await noted.then(() => triedMs.delete(used.id), reportBug);
  };
}
