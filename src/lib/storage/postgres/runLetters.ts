import { setTimeout as sleep } from "node:timers/promises";
import { requireRunId } from "@/lib/storage/journalEvent";
import type { RunClaim, RunClaims } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { Database } from "./database";
import { LETTER, RUN_CHANNEL, type RunNotices } from "./runNotices";

/** How often a reply is looked for, in milliseconds; with each look whoever works on the run is told once more. */
const PAUSE_MS = 200;

const WRITE = `
  WITH letter AS (
    INSERT INTO run_letters (run_id, body)
    SELECT id, $2 FROM runs WHERE id = $1 AND owner <> '' AND lease_until > now() AND ended_at IS NULL
    RETURNING id
  )
  SELECT id, pg_notify('${RUN_CHANNEL}', '${LETTER}' || $1) FROM letter`;

/** A letter goes once it has a reply, where nobody is left who would read it, and after the last look (`$3`). */
const LOOK = `
  WITH gone AS (
    DELETE FROM run_letters USING runs
    WHERE run_letters.id = $1 AND runs.id = run_id
      AND (reply IS NOT NULL OR $3 OR NOT coalesce(owner <> '' AND lease_until > now(), false))
    RETURNING reply
  )
  SELECT reply, NULL AS told FROM gone
  UNION ALL
  SELECT NULL, pg_notify('${RUN_CHANNEL}', '${LETTER}' || $2)::text
  WHERE NOT EXISTS (SELECT FROM gone) AND EXISTS (SELECT FROM run_letters WHERE id = $1)`;

const UNREAD = "SELECT id, body FROM run_letters WHERE run_id = $1 AND reply IS NULL ORDER BY id";
const REPLY = "UPDATE run_letters SET reply = $2 WHERE id = $1";

export function sendLetters(database: Pick<Database, "query">): RunClaims["send"] {
  return async (runId, body, patienceMs) => {
    const untilMs = performance.now() + patienceMs;
    requireRunId(runId);
    const [letter] = await database.query<{ id: string }>(WRITE, [runId, body]);
    if (letter === undefined) return undefined;
    for (;;) {
      const leftMs = untilMs - performance.now();
      const values = [letter.id, runId, leftMs <= 0];
      const [found] = await database.query<{ reply: string | null; told: string | null }>(LOOK, values);
      // None: the run was removed meanwhile.
      if (found === undefined || found.told === null || leftMs <= 0) return found?.reply ?? undefined;
      await sleep(Math.min(PAUSE_MS, leftMs));
    }
  };
}

interface LetterParts {
  database: Pick<Database, "query">;
  notices: RunNotices;
  reportBug: (error: unknown) => unknown;
}

/** Reads the letters to a run one after the other, until it is let go of; gives what ends that. */
export function readLetters({ database, notices, reportBug }: LetterParts, runId: string): LetterReader {
  let answer: Parameters<RunClaim["receive"]>[0] | undefined;
  let isReading = false;
  let isWanted = false;

  const readAll = async (): Promise<void> => {
    while (isWanted && answer !== undefined) {
      isWanted = false;
      for (const { id, body } of await database.query<{ id: string; body: string }>(UNREAD, [runId])) {
        await database.query(REPLY, [id, await answer(body)]);
      }
    }
  };
  const read = (): void => {
    isWanted = true;
    if (isReading) return;
    isReading = true;
    // What fails is read with the next notice: the sender goes on telling.
    readAll()
      .catch((error: unknown) => {
        if (!isAppError(error)) reportBug(error);
      })
      .finally(() => {
        isReading = false;
      });
  };
  const forget = notices.subscribe(LETTER, runId, read);

  return {
    receive: (next) => {
      answer = next;
      read();
    },
    close: () => {
      answer = undefined;
      forget();
    },
  };
}

interface LetterReader {
  receive: RunClaim["receive"];
  close(): void;
}
