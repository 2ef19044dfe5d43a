import type { Log } from "@/lib/log";
import type { AuditLog, Note } from "@/lib/storage/peoplePorts";

/**
 * An audit log whose `note` never throws: what was done is done, and who is told that it failed does it again. What
 * could not be noted stands in the log of the server instead.
 */
export function keepGoing(audit: AuditLog, log: Pick<Log, "error">): AuditLog {
  return {
    ...audit,
    note: (entry) =>
      audit.note(entry).catch((error: unknown) => log.error("This could not be noted in the audit log.", error, entry)),
  };
}

/** Writes into the audit log, where there is one, what somebody does; nobody by name at the terminal. */
export function createNote(audit: Pick<AuditLog, "note"> | undefined, person: string | undefined): Note {
  return async (entry) => {
    await audit?.note({ ...entry, person });
  };
}
