import type { Log } from "@/lib/log";
import type { AuditLog, Note } from "@/lib/storage/peoplePorts";

export interface NoteOptions {
  /** Only where a database is shared. */
  audit: Pick<AuditLog, "note"> | undefined;
  log: Pick<Log, "error">;
  /** Who does it; nobody by name at the terminal. */
  person: string | undefined;
}

/**
 * Writes into the audit log what somebody does. It never throws: what was done is done, and who is told that it failed
 * does it again. What could not be noted stands in the log of the server instead.
 */
export function createNote({ audit, log, person }: NoteOptions): Note {
  return async (entry) => {
    await audit
      ?.note({ ...entry, person })
      .catch((error: unknown) => log.error("This could not be noted in the audit log.", error, { ...entry, person }));
  };
}
