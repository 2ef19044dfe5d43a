import { requireRunId } from "@/lib/storage/journalEvent";
import type { RunClaims } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { Database } from "./database";
import type { Heartbeat } from "./heartbeat";
import type { HeldRun, HeldRuns } from "./heldRuns";
import { readLetters, sendLetters } from "./runLetters";
import { NEWS, RUN_CHANNEL, type RunNotices, STOP, WORK } from "./runNotices";

export interface PostgresRunClaimsOptions {
  database: Database;
  held: HeldRuns;
  heartbeat: Heartbeat;
  notices: RunNotices;
  /** This process. */
  owner: string;
  /** A worker that has not been heard of for so long is taken for dead, in milliseconds. */
  leaseMs: number;
  /** So long after its lease has run out a run counts as passing to another worker, in milliseconds. */
  betweenMs: number;
  reportBug: (error: unknown) => unknown;
}

/** Runs that a look takes up at most: other processes want some too. */
const MAX_TAKEN_UP = 20;

/** The row is looked at under its lock, before it changes: afterwards nothing says whether the run waited. */
const CLAIM = `
  WITH before AS MATERIALIZED (
    SELECT owner IS NOT NULL AND ended_at IS NULL AS waited FROM runs WHERE id = $1 FOR UPDATE
  )
  INSERT INTO runs AS run (id, owner, claim_number, lease_until)
  SELECT $1, $2, 1, now() + $3 * interval '1 ms' FROM (VALUES (1)) AS one LEFT JOIN before ON true
  ON CONFLICT (id) DO UPDATE
    SET owner = $2, claim_number = run.claim_number + 1, lease_until = now() + $3 * interval '1 ms'
    WHERE run.owner IS NULL OR run.lease_until < now()
  RETURNING claim_number AS number, last_seq AS "lastSeq", (SELECT waited FROM before)`;

type Claimed = Pick<HeldRun, "number" | "lastSeq"> & {
  /** For a worker, also one whose worker had died; null for a new one. */
  waited: boolean | null;
};

/** What never began is no run. */
const LET_GO = `
  WITH never AS (DELETE FROM runs WHERE id = $1 AND claim_number = $2 AND last_seq = 0)
  UPDATE runs SET owner = NULL, lease_until = NULL WHERE id = $1 AND claim_number = $2 AND last_seq > 0
  RETURNING pg_notify('${RUN_CHANNEL}', '${NEWS}' || id)`;

/** Nobody's, and at once abandoned: it waits for a worker, however long. */
const HAND_OVER = `
  UPDATE runs SET owner = '', lease_until = now() WHERE id = $1 AND claim_number = $2 AND last_seq > 0
  RETURNING pg_notify('${RUN_CHANNEL}', '${NEWS}' || id), pg_notify('${RUN_CHANNEL}', '${WORK}')`;

/** Somebody works on a run, or it passes from one to another. `betweenMs` names a parameter. */
export function isAtWork(betweenMs: string): string {
  return `owner IS NOT NULL AND (owner = '' OR lease_until > now() - ${betweenMs} * interval '1 ms')`;
}

const ASK_TO_STOP = `
  UPDATE runs SET stop_asked = claim_number WHERE id = $1 AND owner IS NOT NULL
  RETURNING pg_notify('${RUN_CHANNEL}', '${STOP}' || id)`;

/**
 * Who has the fewest runs at work comes first, and each person's oldest: every run that would be taken up counts like one
 * at work for those after it. People without a name count as one. A run whose worker died before it began, or after it
 * had ended, is nobody's any more. `$2`: leases that ran out can be trusted.
 */
const ABANDONED = `
  WITH RECURSIVE unbegun AS (DELETE FROM runs WHERE owner <> '' AND lease_until < now() AND last_seq = 0 AND $2),
  over AS (
    UPDATE runs SET owner = NULL, lease_until = NULL
    WHERE owner IS NOT NULL AND lease_until < now() AND ended_at IS NOT NULL
  ), who AS (
    SELECT min(coalesce(person, '')) AS person FROM runs WHERE owner = ''
    UNION ALL
    SELECT (SELECT min(coalesce(person, '')) FROM runs WHERE owner = '' AND coalesce(person, '') > who.person)
    FROM who WHERE who.person IS NOT NULL
  ), waiting AS (
    SELECT who.person, run.id, true AS handed_over FROM who, LATERAL (
      SELECT id, ended_at FROM runs
      WHERE owner = '' AND coalesce(person, '') = who.person AND id <> ALL($1::text[])
      ORDER BY id LIMIT ${MAX_TAKEN_UP}
    ) AS run WHERE run.ended_at IS NULL
    UNION ALL
    SELECT coalesce(person, ''), id, false FROM runs
    WHERE owner <> '' AND lease_until < now() AND last_seq > 0 AND ended_at IS NULL AND id <> ALL($1::text[])
  ), at_work AS (
    SELECT coalesce(person, '') AS person, count(*) AS count FROM runs
    WHERE owner <> '' AND lease_until >= now() AND ended_at IS NULL GROUP BY 1
  )
  SELECT id, handed_over AS "isHandedOver" FROM waiting LEFT JOIN at_work USING (person)
  ORDER BY coalesce(at_work.count, 0) + row_number() OVER (PARTITION BY person ORDER BY id), id LIMIT ${MAX_TAKEN_UP}`;

/**
 * Claims with a lease: a row names who works on the run, a heartbeat says that this process lives, and each claim has a
 * higher number than the one before, which every append must name.
 */
export function createPostgresRunClaims(options: PostgresRunClaimsOptions): RunClaims {
  const { database, held, heartbeat, notices, owner, leaseMs, betweenMs, reportBug } = options;
  // The database may have come back just now, as after any time that it was away: the living come first.
  let trustedFromMs = performance.now() + leaseMs;

  /** Whatever goes wrong, the lease runs out by itself. */
  const letGo = async (statement: string, runId: string, { number }: HeldRun): Promise<void> => {
    held.delete(runId);
    await database.query(statement, [runId, number]).catch((error: unknown) => {
      if (!isAppError(error)) reportBug(error);
    });
  };

  return {
    claim: async (runId) => {
      requireRunId(runId);
      if (held.has(runId)) return undefined;
      const [claimed] = await database.query<Claimed>(CLAIM, [runId, owner, leaseMs]);
      if (claimed === undefined) return undefined;
      const { waited, ...place } = claimed;
      const run = { ...place, lost: new AbortController(), stop: new AbortController(), turn: Promise.resolve() };
      held.set(runId, run);
      heartbeat.start();
      const forget = notices.subscribe(STOP, runId, heartbeat.beat);
      const letters = readLetters({ database, notices, reportBug }, runId);
      const end = (statement: string) => async () => {
        forget();
        letters.close();
        await letGo(statement, runId, run);
      };
      const [release, handOver] = [end(LET_GO), end(HAND_OVER)];
      const giveBack = waited === true ? handOver : release;
      const signals = { lost: run.lost.signal, stop: run.stop.signal };
      return { ...signals, receive: letters.receive, release, handOver, giveBack };
    },
    isClaimed: async (runId) => {
      requireRunId(runId);
      const claimed = `SELECT 1 FROM runs WHERE id = $1 AND ${isAtWork("$2")}`;
      return (await database.query(claimed, [runId, betweenMs])).length > 0;
    },
    askToStop: async (runId) => {
      await database.query(ASK_TO_STOP, [runId]);
      return true;
    },
    send: sendLetters(database),
    abandoned: async (except) => {
      const beganMs = performance.now();
      let rows: { id: string; isHandedOver: boolean }[] | undefined;
      try {
        rows = await database.query(ABANDONED, [except, beganMs >= trustedFromMs]);
      } finally {
        // While the database was away, nobody could say that he lives.
        const isSlow = performance.now() - beganMs > leaseMs / 3;
        if (rows === undefined || isSlow) trustedFromMs = performance.now() + leaseMs;
      }
      const isTrusted = performance.now() >= trustedFromMs;
      return rows.filter(({ isHandedOver }) => isTrusted || isHandedOver).map(({ id }) => id);
    },
    onHandedOver: (tell) => notices.subscribe(WORK, "", tell),
  };
}
