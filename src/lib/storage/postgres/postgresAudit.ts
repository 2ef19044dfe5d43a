import type { AuditLog } from "@/lib/storage/peoplePorts";
import type { AuditEntry, AuditKind } from "@/types/people";
import type { Database } from "./database";

interface AuditRow {
  id: string;
  at: Date;
  kind: AuditKind;
  person: string | null;
  name: string | null;
  about: string | null;
  address: string | null;
  details: Record<string, string> | null;
}

/** Names of workflows and of servers have no length here; what is noted of one has. */
const MAX_LENGTH = 500;

/** The name stands beside the id as it was then: people may be called otherwise later. */
const NOTE = `
INSERT INTO audit (kind, person, person_name, about, address, details)
VALUES ($1, $2, coalesce((SELECT name FROM people WHERE id = $2), $2), $3, $4, $5)`;

const LIST = `
SELECT id, at, kind, person, person_name AS name, about, address, details FROM audit
WHERE ($1::bigint IS NULL OR id < $1) AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR person = $3)
ORDER BY id DESC LIMIT $4`;

export function createPostgresAudit(database: Pick<Database, "query">): AuditLog {
  return {
    note: async ({ kind, person, about, address, details }) => {
      const kept = details && Object.fromEntries(Object.entries(details).map(([key, text]) => [key, bounded(text)]));
      await database.query(NOTE, [
        kind,
        person ?? null,
        about === undefined ? null : bounded(about),
        address ?? null,
        kept === undefined ? null : JSON.stringify(kept),
      ]);
    },
    list: async ({ before, limit, kind, person }) => {
      const rows = await database.query<AuditRow>(LIST, [before ?? null, kind ?? null, person ?? null, limit]);
      return rows.map(toEntry);
    },
    removeBefore: async (timeMs) => {
      await database.query("DELETE FROM audit WHERE at < $1", [new Date(timeMs)]);
    },
  };
}

/** A column of the database holds any text but one with a null character. */
function bounded(text: string): string {
  return text.slice(0, MAX_LENGTH).replaceAll("\0", "\ufffd");
}

function toEntry({ id, at, kind, person, name, about, address, details }: AuditRow): AuditEntry {
  return {
    id,
    at: at.toISOString(),
    kind,
    ...(person !== null && { person: { id: person, name: name ?? person } }),
    ...(about !== null && { about }),
    ...(address !== null && { address }),
    ...(details !== null && { details }),
  };
}
