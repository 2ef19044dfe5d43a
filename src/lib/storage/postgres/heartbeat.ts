import type { Database } from "./database";
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
}

export interface HeartbeatOptions {
  database: Database;
  held: HeldRuns;
  /** This process, as its claims name it. */
  owner: string;
  leaseMs: number;
}

const BEAT = `
  UPDATE runs SET lease_until = now() + $3 * interval '1 ms'
  FROM unnest($1::text[], $2::integer[]) AS claim(id, number)
  WHERE runs.id = claim.id AND runs.claim_number = claim.number AND runs.owner = $4
  RETURNING runs.id, runs.stop_asked = runs.claim_number AS "isToStop"`;

/** Says of all runs of this process that it lives; learns which it has lost, and which are to stop. */
export function beginHeartbeat({ database, held, owner, leaseMs }: HeartbeatOptions): Heartbeat {
  let timer: NodeJS.Timeout | undefined;
  let underWay = 0;

  const look = async (): Promise<void> => {
    const mine = Array.from(held).filter(([, { lost }]) => !lost.signal.aborted);
    if (mine.length === 0) return;
    const values = [mine.map(([id]) => id), mine.map(([, { number }]) => number), leaseMs, owner];
    const rows = await database.query<{ id: string; isToStop: boolean | null }>(BEAT, values);
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
  };
}
