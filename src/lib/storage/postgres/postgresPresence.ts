import type { PresenceStore } from "@/lib/storage/peoplePorts";
import type { Database } from "./database";

/** A page that has not been heard of for so long is gone: pages tell every few seconds. */
const GONE_AFTER = "interval '45 s'";

/**
 * One statement for each sign of life: notes it, lets go what is gone, and looks who else is there. Rows that another
 * statement works on are left to it, so that none waits for another.
 */
const NOTE = `
WITH gone AS (
  DELETE FROM presence WHERE page IN (
    SELECT page FROM presence WHERE seen_at < now() - ${GONE_AFTER} AND page <> $1 FOR UPDATE SKIP LOCKED
  )
), here AS (
  INSERT INTO presence AS known (page, workflow_id, person) VALUES ($1, $2, $3)
  ON CONFLICT (page) DO UPDATE SET workflow_id = $2, person = $3, seen_at = now(),
    since = CASE WHEN (known.workflow_id, known.person) = ($2, $3) AND known.seen_at >= now() - ${GONE_AFTER}
      THEN known.since ELSE now() END
)
SELECT people.id, people.name, min(presence.since) AS since
FROM presence JOIN people ON people.id = presence.person
WHERE presence.workflow_id = $2 AND presence.person <> $3 AND NOT people.disabled
  AND presence.seen_at >= now() - ${GONE_AFTER}
GROUP BY people.id ORDER BY since, people.id`;

interface PresentRow {
  id: string;
  name: string;
  since: Date;
}

/** What is gone is told by the clock of the database, which all processes share. */
export function createPostgresPresence(database: Pick<Database, "query">): PresenceStore {
  return {
    note: async ({ workflowId, page, person }) => {
      const rows = await database.query<PresentRow>(NOTE, [page, workflowId, person]);
      return { people: rows.map(({ since, ...who }) => ({ ...who, since: since.toISOString() })) };
    },
    leave: async ({ page, person }) => {
      await database.query("DELETE FROM presence WHERE page = $1 AND person = $2", [page, person]);
    },
  };
}
