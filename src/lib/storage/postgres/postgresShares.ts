import type { ShareStore } from "@/lib/storage/peoplePorts";
import { type Sharing, sharedWithAll, sharingSchema } from "@/types/sharing";
import type { Database } from "./database";

/** Days are those of UTC, by the clock of the database, which all processes share. */
const TODAY = "(now() AT TIME ZONE 'UTC')::date";

/** One row a day, key and person: no call is counted that is not let through. */
const USE = `
INSERT INTO key_uses AS used (day, key, person, calls) VALUES (${TODAY}, $1, $2, 1)
ON CONFLICT (day, key, person) DO UPDATE SET calls = used.calls + 1 WHERE used.calls < $3
RETURNING calls`;

const BEGIN = `
INSERT INTO shares (key, shared_with, calls_per_day) VALUES ($1, $2, NULL) ON CONFLICT (key) DO NOTHING`;
const READ = `SELECT shared_with AS "sharedWith", calls_per_day AS "callsPerDay" FROM shares WHERE key = $1`;

interface ShareRow {
  sharedWith: Sharing["sharedWith"];
  callsPerDay: number | null;
}

export function createPostgresShares(database: Database): ShareStore {
  const read: ShareStore["read"] = async (key) => {
    const [row] = await database.query<ShareRow>(READ, [key]);
    return row && toSharing(row);
  };
  return {
    read,
    // Two admins may change two things of it at once.
    change: (key, patch) =>
      database.transaction(async ({ query }) => {
        await query(BEGIN, [key, JSON.stringify(sharedWithAll.sharedWith)]);
        const [row] = await query<ShareRow>(`${READ} FOR UPDATE`, [key]);
        const sharing = { ...(row === undefined ? sharedWithAll : toSharing(row)), ...patch };
        const values = [key, JSON.stringify(sharing.sharedWith), sharing.share?.callsPerDay ?? null];
        await query("UPDATE shares SET shared_with = $2, calls_per_day = $3 WHERE key = $1", values);
        return sharing;
      }),
    remove: async (key) => {
      await database.query("DELETE FROM shares WHERE key = $1", [key]);
    },
    use: async ({ key, person, callsPerDay }) => (await database.query(USE, [key, person, callsPerDay])).length > 0,
    used: async ({ key, person }) => {
      const today = `SELECT calls FROM key_uses WHERE day = ${TODAY} AND key = $1 AND person = $2`;
      const [row] = await database.query<{ calls: number }>(today, [key, person]);
      return row?.calls ?? 0;
    },
    sweep: async () => {
      await database.query(`DELETE FROM key_uses WHERE day < ${TODAY}`);
    },
  };
}

function toSharing({ sharedWith, callsPerDay }: ShareRow): Sharing {
  return sharingSchema.parse({ sharedWith, share: callsPerDay === null ? null : { callsPerDay } });
}
