import { parseEvent } from "@/lib/storage/journalEvent";
import type { Statements } from "./database";
import { toJournalColumns } from "./runAppender";

/**
 * Adds the journal of a run that was kept elsewhere, line by line as it was; false if there is a run of this id, or nothing in it.
 * @throws AppError `storage_failed` for a line that is no event
 */
export async function addJournal({ query }: Statements, id: string, journal: string): Promise<boolean> {
  const lines = journal.split("\n").filter((line) => line !== "");
  const events = lines.map(parseEvent);
  const last = events.at(-1);
  // A start that was torn by a crash is no run.
  if (last === undefined) return false;
  const { workflowId, person, endedAt, assets } = toJournalColumns(events, lines);
  const added = await query(
    "INSERT INTO runs (id, workflow_id, person, last_seq, ended_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
    [id, workflowId, person, last.seq, endedAt],
  );
  if (added.length === 0) return false;
  await query("INSERT INTO run_events (run_id, seq, body) SELECT $1, * FROM unnest($2::integer[], $3::text[])", [
    id,
    events.map(({ seq }) => seq),
    lines,
  ]);
  await query("INSERT INTO asset_uses (run_id, asset) SELECT $1, unnest($2::text[])", [id, assets]);
  return true;
}
