import { noSuchRun, requireRunId } from "@/lib/storage/journalEvent";
import type { RunJournal } from "@/lib/storage/ports";
import { untilDone } from "@/lib/storage/untilDone";
import { AppError, isAppError } from "@/types/errors";
import type { RunEvent, RunEventBody } from "@/types/run";
import type { Database } from "./database";
import { endsByItself } from "./databaseError";
import { type HeldRun, type HeldRuns, lostClaim } from "./heldRuns";
import { NEWS, RUN_CHANNEL } from "./runNotices";

export interface RunAppenderOptions {
  database: Database;
  held: HeldRuns;
  now: () => Date;
  leaseMs: number;
  /** How long an append waits for a database that is away, in milliseconds. */
  patienceMs: number;
}

/** As it stands in the JSON of an event; inside of a text its quotes would be escaped. */
const assetName = /"asset":"([0-9a-f]{64})"/g;

/**
 * A batch of events, the place where the journal ends now, and the assets that they name: all or nothing. It is refused
 * to whoever has lost the claim, and where the journal does not end where the batch begins. Nobody is told of news who
 * did not ask: a notice makes the database write out one transaction after the other. Whoever appends lives: heartbeats
 * pass over a row that is being written. What was handed over meanwhile has no lease to make longer.
 */
const APPEND = `
  WITH run AS (
    UPDATE runs SET
      last_seq = last_seq + cardinality($4::text[]),
      workflow_id = COALESCE(workflow_id, $5),
      person = COALESCE(person, $9),
      ended_at = CASE WHEN $6 THEN $7::timestamptz ELSE ended_at END,
      lease_until = CASE WHEN lease_until > now() THEN now() + $10 * interval '1 ms' ELSE lease_until END
    WHERE id = $1 AND claim_number = $2 AND last_seq = $3
    RETURNING watched_until
  ), written AS (
    INSERT INTO run_events (run_id, seq, body)
    SELECT $1, $3 + line.number, line.body FROM run, unnest($4::text[]) WITH ORDINALITY AS line(body, number)
  ), used AS (
    INSERT INTO asset_uses (run_id, asset) SELECT $1, asset FROM run, unnest($8::text[]) AS asset
    ON CONFLICT DO NOTHING
  )
  SELECT CASE WHEN watched_until > now() THEN pg_notify('${RUN_CHANNEL}', '${NEWS}' || $1) END FROM run`;

export function createRunAppender({
  database,
  held,
  now,
  leaseMs,
  patienceMs,
}: RunAppenderOptions): RunJournal["append"] {
  const write = async (id: string, run: HeldRun, bodies: RunEventBody[]): Promise<RunEvent[]> => {
    const at = now().toISOString();
    const events = bodies.map((body, place): RunEvent => ({ seq: run.lastSeq + place + 1, at, ...body }));
    const values = [id, run.number, run.lastSeq, ...toValues(events), leaseMs];
    const append = async (isFirst: boolean) => {
      if (run.lost.signal.aborted) throw lostClaim(id);
      if ((await database.query(APPEND, values)).length > 0) return;
      await checkRefusal(id, run, isFirst ? undefined : run.lastSeq + events.length);
    };
    await untilDone(append, { patienceMs, outlasts: endsByItself });
    run.lastSeq += events.length;
    return events;
  };

  /** Why it was refused; fine where an earlier try, whose answer was lost, brought the journal to `expected`. */
  const checkRefusal = async (id: string, run: HeldRun, expected: number | undefined): Promise<void> => {
    const statement = `SELECT last_seq AS "lastSeq", claim_number AS number FROM runs WHERE id = $1`;
    const [found] = await database.query<Pick<HeldRun, "lastSeq" | "number">>(statement, [id]);
    if (found?.number === run.number && found.lastSeq === expected) return;
    if (found?.number === run.number) {
      const message = "The journal of this run does not end where it should, and was left as it is.";
      throw new AppError("storage_failed", message, { id });
    }
    run.lost.abort();
    throw lostClaim(id);
  };

  return (id, bodies) => {
    const run = held.get(id);
    if (run === undefined) return Promise.reject(notHeld(id));
    const written = run.turn.then(() => write(id, run, bodies));
    run.turn = written.catch(() => undefined);
    return written;
  };
}

/** As the statement wants them. */
function toValues(events: readonly RunEvent[]): unknown[] {
  const lines = events.map((event) => JSON.stringify(event));
  const { workflowId, person, hasTurned, endedAt, assets } = toJournalColumns(events, lines);
  return [lines, workflowId, hasTurned, endedAt, assets, person];
}

/**
 * What stands beside events that are appended: the document of the run, who started it, whether and when it ended, the assets that they
 * name. `lines` are the same events as text.
 */
export function toJournalColumns(events: readonly RunEvent[], lines: readonly string[]) {
  const assets = new Set(lines.flatMap((line) => Array.from(line.matchAll(assetName), ([, name]) => name)));
  const start = events.find((event) => event.type === "run-start");
  const turn = events.findLast(({ type }) => type === "run-end" || type === "run-resume");
  const hasEnded = turn?.type === "run-end" && turn.status !== "parked" && turn.status !== "waiting";
  return {
    workflowId: start?.workflowId ?? null,
    person: start?.by ?? null,
    /** Whether these events end the run, or take it up again. */
    hasTurned: turn !== undefined,
    endedAt: hasEnded ? turn.at : null,
    assets: [...assets],
  };
}

function notHeld(id: string): AppError {
  try {
    requireRunId(id);
    return lostClaim(id);
  } catch (error) {
    return isAppError(error) ? error : noSuchRun(id);
  }
}
