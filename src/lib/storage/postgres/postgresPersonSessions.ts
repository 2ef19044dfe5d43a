import type { OpenSession, PersonSessionStore } from "@/lib/storage/peoplePorts";
import type { Database } from "./database";

/** A script that signs in with every call would make the table grow without end; the oldest go. */
const MAX_SESSIONS = 100;

interface SessionRow extends Omit<OpenSession, "expiresAt"> {
  expiresAt: Date;
}

/** What has ended is told by the clock of the database, which all processes share. */
export function createPostgresPersonSessions(database: Database): PersonSessionStore {
  return {
    add: async ({ id, person, expiresAt }) => {
      await database.query("INSERT INTO person_sessions (id, person, expires_at) VALUES ($1, $2, $3)", [
        id,
        person,
        expiresAt,
      ]);
      await database.query(
        `DELETE FROM person_sessions WHERE expires_at <= now() OR id IN
           (SELECT id FROM person_sessions WHERE person = $1 ORDER BY created_at DESC, id OFFSET $2)`,
        [person, MAX_SESSIONS],
      );
    },
    find: async (ids) => {
      const rows = await database.query<SessionRow>(
        `SELECT kept.id, kept.person, kept.expires_at AS "expiresAt", people.name, people.role
         FROM person_sessions AS kept JOIN people ON people.id = kept.person
         WHERE kept.id = ANY($1) AND kept.expires_at > now() AND NOT people.disabled`,
        [ids],
      );
      return rows.map(({ expiresAt, ...row }) => ({ ...row, expiresAt: expiresAt.toISOString() }));
    },
    remove: async (ids) => {
      await database.query("DELETE FROM person_sessions WHERE id = ANY($1)", [ids]);
    },
    removeOf: async (person, except) => {
      await database.query("DELETE FROM person_sessions WHERE person = $1 AND id IS DISTINCT FROM $2", [
        person,
        except ?? null,
      ]);
    },
  };
}
