import type { Connection, Database } from "./database";
import type { HeldRun, HeldRuns } from "./heldRuns";

/** Heartbeats in a lease: two may be late. */
const BEATS = 3;
/** Heartbeats under way at once: one that hangs on a dead connection does not keep the next from being sent. */
const MAX_UNDER_WAY = 2;

export interface Heartbeat {
  /** Beats as long as there is a run to beat for. */
  start(): void;
  /** Looks now, beside the usual times. */
  beat(): void;
  close(): Promise<void>;
}

export interface HeartbeatOptions {
  database: Pick<Database, "connect" | "query">;
  held: HeldRuns;
  /** This process, as its claims name it. */
  owner: string;
  leaseMs: number;
}

/**
 * A run whose row somebody writes at this moment is passed over, so that one slow write holds up no other run: an
 * append is a sign of life itself.
 */
const BEAT = `
  WITH claim AS (SELECT * FROM unnest($1::text[], $2::integer[]) AS claim(id, number)),
  free AS MATERIALIZED (
    SELECT runs.id FROM runs JOIN claim ON runs.id = claim.id AND claim_number = number AND owner = $4
    FOR UPDATE OF runs SKIP LOCKED
  ),
  beaten AS (UPDATE runs SET lease_until = now() + $3 * interval '1 ms' FROM free WHERE runs.id = free.id)
  SELECT runs.id, stop_asked = claim_number AS "isToStop"
  FROM runs JOIN claim ON runs.id = claim.id AND claim_number = number AND owner = $4`;

/** Says of all runs of this process that it lives; learns which it has lost, and which are to stop. */
export function beginHeartbeat({ database, held, owner, leaseMs }: HeartbeatOptions): Heartbeat {
  const line = createBeatLine(database, leaseMs / BEATS);
  let timer: NodeJS.Timeout | undefined;
  let underWay = 0;

  const look = async (): Promise<void> => {
    const mine = Array.from(held).filter(([, { lost }]) => !lost.signal.aborted);
    if (mine.length === 0) return;
    const values = [mine.map(([id]) => id), mine.map(([, { number }]) => number), leaseMs, owner];
    const rows = await line.query<{ id: string; isToStop: boolean | null }>(BEAT, values);
    const living = new Map(rows.map(({ id, isToStop }) => [id, isToStop]));
    for (const [id, run] of mine) settle(id, run, living);
  };

  const settle = (id: string, run: HeldRun, living: ReadonlyMap<string, boolean | null>): void => {
    // It may have been let go meanwhile.
    if (held.get(id) !== run) return;
    if (!living.has(id)) run.lost.abort();
    else if (living.get(id) === true) run.stop.abort();
  };

  const beat = (): void => {
    if (held.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else if (underWay < MAX_UNDER_WAY) {
      underWay++;
      // What goes wrong is told by the appends, which wait for the database; the next beat may come through.
      look()
        .catch(() => undefined)
        .finally(() => underWay--);
    }
  };

  return {
    start: () => {
      timer ??= setInterval(beat, leaseMs / BEATS).unref();
    },
    beat,
    close: async () => {
      clearInterval(timer);
      await line.close();
    },
  };
}

interface BeatLine {
  connection: Promise<Connection>;
  /** Since when an answer is waited for. */
  askedMs?: number;
}

/**
 * A connection of their own, so that heartbeats wait for no other statement of this process. It stays once it is there;
 * one that fails, or still owes an answer when it is asked again, is replaced. Where the database has no room for it,
 * the pool has to do.
 */
function createBeatLine(database: HeartbeatOptions["database"], timeoutMs: number) {
  let current: BeatLine | undefined;

  const forget = (line: BeatLine): void => {
    if (current === line) current = undefined;
  };

  const drop = (line: BeatLine): void => {
    forget(line);
    line.connection.then((connection) => connection.close()).catch(() => undefined);
  };

  const open = (): BeatLine => {
    const line: BeatLine = { connection: database.connect(() => forget(line), timeoutMs) };
    line.connection.catch(() => forget(line));
    return line;
  };

  return {
    query: async <R extends object>(text: string, values: readonly unknown[]): Promise<R[]> => {
      const nowMs = performance.now();
      if (current !== undefined && nowMs - (current.askedMs ?? nowMs) > timeoutMs / 2) drop(current);
      current ??= open();
      const line = current;
      line.askedMs ??= nowMs;
      try {
        const connection = await line.connection.catch(() => database);
        return await connection.query<R>(text, values);
      } catch (error) {
        drop(line);
        throw error;
      } finally {
        line.askedMs = undefined;
      }
    },
    close: async () => {
      const connection = await current?.connection.catch(() => undefined);
      await connection?.close();
    },
  };
}
