import { noSuchRun, parseEvent, requireRunId } from "@/lib/storage/journalEvent";
import type { JournalPiece, RunJournal } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import type { Database } from "./database";
import { endsByItself } from "./databaseError";
import type { RunNotices } from "./runNotices";
import { watchRun } from "./runWatch";

export interface PostgresRunJournalOptions {
  database: Database;
  append: RunJournal["append"];
  notices: RunNotices;
}

/** A piece holds at most so many events, and no more bytes than these with the last: a thousand readers may read. */
const PIECE_EVENTS = 1000;
const PIECE_BYTES = 256 * 1024;

const READ_PIECE = `
  SELECT body FROM (
    SELECT seq, body, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
    FROM (SELECT seq, body FROM run_events WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT ${PIECE_EVENTS}) AS coming
  ) AS measured
  WHERE before < ${PIECE_BYTES} ORDER BY seq`;

/** Events in rows, each as the line of JSON that it is in files; a place in a journal is the `seq` of an event. */
export function createPostgresRunJournal({ database, append, notices }: PostgresRunJournalOptions): RunJournal {
  const size = async (runId: string): Promise<number> => {
    requireRunId(runId);
    const statement = `SELECT last_seq AS size FROM runs WHERE id = $1 AND last_seq > 0`;
    const [run] = await database.query<{ size: number }>(statement, [runId]);
    if (run === undefined) throw noSuchRun(runId);
    return run.size;
  };

  async function* readFrom(runId: string, place: number): AsyncGenerator<JournalPiece> {
    const last = await size(runId);
    let end = place;
    while (end < last) {
      const rows = await database.query<{ body: string }>(READ_PIECE, [runId, end]);
      const events = rows.map(({ body }) => parseEvent(body));
      // It was removed meanwhile.
      if (events.length === 0) throw noSuchRun(runId);
      end = events.at(-1)?.seq ?? last;
      yield { events, end };
    }
  }

  return {
    append,
    read: async (runId, after = 0) => {
      const all: RunEvent[] = [];
      for await (const { events } of readFrom(runId, Math.max(0, after))) for (const event of events) all.push(event);
      return all;
    },
    readFrom,
    outlasts: endsByItself,
    placeAfter: (after) => Math.max(0, after),
    size,
    watch: (runId) => watchRun({ database, notices }, runId),
    remove: async (runId) => {
      requireRunId(runId);
      const statement = `
        WITH run AS (DELETE FROM runs WHERE id = $1 AND last_seq > 0 RETURNING id),
        events AS (DELETE FROM run_events USING run WHERE run_id = run.id)
        SELECT id FROM run`;
      if ((await database.query(statement, [runId])).length === 0) throw noSuchRun(runId);
    },
  };
}
