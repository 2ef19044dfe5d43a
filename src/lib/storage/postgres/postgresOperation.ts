import type { Operation } from "@/lib/storage/storage";
import type { OperationView, WorkerView } from "@/types/health";
import type { Database } from "./database";

/** How often a worker says that it is there, in milliseconds. */
const ANNOUNCE_INTERVAL_MS = 5000;
/** Not heard of for so long, it is not told of any more, in seconds. */
const SEEN_WITHIN_SECONDS = 20;

const ANNOUNCE = `
  WITH gone AS (DELETE FROM processes WHERE seen_at < now() - interval '1 hour' AND id <> $1)
  INSERT INTO processes (id, capacity, seen_at) VALUES ($1, $2, now())
  ON CONFLICT (id) DO UPDATE SET capacity = $2, seen_at = now()`;

/** One that was handed over, or whose worker died, waits since its lease has run out. */
const QUEUE = `
  SELECT
    count(*) FILTER (WHERE lease_until < now())::integer AS waiting,
    count(*) FILTER (WHERE lease_until >= now())::integer AS running,
    EXTRACT(epoch FROM now() - min(lease_until) FILTER (WHERE lease_until < now()))::float8 AS "oldestWaitingSeconds"
  FROM runs WHERE owner IS NOT NULL AND ended_at IS NULL AND last_seq > 0`;

const WORKERS = `
  SELECT id, COALESCE(runs, 0)::integer AS runs, capacity, seen_at AS "lastSeenAt"
  FROM processes LEFT JOIN (
    SELECT owner, count(*) AS runs FROM runs WHERE owner IS NOT NULL AND ended_at IS NULL GROUP BY owner
  ) AS held ON owner = id
  WHERE seen_at > now() - interval '${SEEN_WITHIN_SECONDS} s' ORDER BY id`;

export interface PostgresOperationOptions {
  database: Database;
  /** This process, as its claims name it. */
  owner: string;
}

/** What the processes that share a database tell of themselves, and what waits for them. */
export function createPostgresOperation({ database, owner }: PostgresOperationOptions): Operation & {
  close(): Promise<void>;
} {
  let timer: NodeJS.Timeout | undefined;

  const readQueue = async (): Promise<Required<OperationView>["queue"]> => {
    const [row] = await database.query<Counts>(QUEUE);
    const { oldestWaitingSeconds, ...counts } = row ?? { waiting: 0, running: 0, oldestWaitingSeconds: null };
    return oldestWaitingSeconds === null ? counts : { ...counts, oldestWaitingSeconds };
  };

  return {
    announce: (capacity) => {
      // Who is not seen for a while is not told of; nothing else hangs on it.
      const say = () => void database.query(ANNOUNCE, [owner, capacity]).catch(() => undefined);
      timer ??= setInterval(say, ANNOUNCE_INTERVAL_MS).unref();
      say();
    },
    look: async () => {
      const beganMs = performance.now();
      const queue = await readQueue();
      const latencyMs = Math.round((performance.now() - beganMs) * 10) / 10;
      const rows = await database.query<Omit<WorkerView, "lastSeenAt"> & { lastSeenAt: Date }>(WORKERS);
      const workers = rows.map(({ lastSeenAt, ...worker }) => ({ ...worker, lastSeenAt: lastSeenAt.toISOString() }));
      return { database: { status: "ok", latencyMs }, queue, workers };
    },
    connections: database.connections,
    close: async () => {
      if (timer === undefined) return;
      clearInterval(timer);
      await database.query("DELETE FROM processes WHERE id = $1", [owner]).catch(() => undefined);
    },
  };
}

interface Counts {
  waiting: number;
  running: number;
  oldestWaitingSeconds: number | null;
}
