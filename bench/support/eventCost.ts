import type { Database } from "@/lib/storage/postgres/database";
import { migrate } from "@/lib/storage/postgres/migrate";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";
import type { RunEventBody } from "@/types/run";
import { freshDatabase } from "./benchDatabase";
import { median } from "./figures";
import { cpuMsOf } from "./processes";
import { report } from "./table";

const SIZES = [10_000, 10_000_000];
const EVENTS_OF_A_RUN = 100;
const ROUNDS = 5;
const BATCHES = 100;
/** Events that come together, as from a handful of answers that stream. */
const BATCH = 20;

const body: RunEventBody = { type: "node-delta", node: "answer", text: "a handful of words at once", item: 7 };

/** What storing an event costs, and reading one, in a database that has hardly any and in one that has ten million. */
export async function measureEventCost({ url }: { url: string }): Promise<void> {
  const databases = [];
  for (const size of SIZES) databases.push(await filledDatabase(url, size));
  try {
    const taken = databases.map(() => [] as Cost[]);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [place, database] of databases.entries()) taken[place]?.push(await measure(database));
    }
    const [small, large] = taken.map(toMedian);
    if (small === undefined || large === undefined) throw new Error("Nothing was measured.");
    tell(small, large);
  } finally {
    for (const database of databases) await database.close();
  }
}

interface Cost {
  /** For an event, in microseconds: CPU of this process and of the database's, and how long it took. */
  ownCpu: number;
  databaseCpu: number;
  append: number;
  read: number;
}

function toMedian(costs: Cost[]): Cost {
  const of = (figure: (cost: Cost) => number) => median(costs.map(figure));
  return {
    ownCpu: of((cost) => cost.ownCpu),
    databaseCpu: of((cost) => cost.databaseCpu),
    append: of((cost) => cost.append),
    read: of((cost) => cost.read),
  };
}

function tell(small: Cost, large: Cost): void {
  const beside = (figure: number) => ({ name: `with ${SIZES[0]}`, figure });
  const flat = { most: 1.2, ofRatio: true };
  const what = `with ${SIZES[1]} events: storing one`;
  report({ what, ours: large.append, unit: "µs", beside: beside(small.append), goal: flat });
  report({ what: "  CPU of the process", ours: large.ownCpu, unit: "µs", beside: beside(small.ownCpu) });
  report({ what: "  CPU of the database", ours: large.databaseCpu, unit: "µs", beside: beside(small.databaseCpu) });
  report({ what: "  reading one", ours: large.read, unit: "µs", beside: beside(small.read), goal: flat });
}

async function filledDatabase(serverUrl: string, events: number): Promise<Database> {
  const database = await freshDatabase(serverUrl);
  await migrate(database);
  const line = JSON.stringify({ seq: 1, at: new Date().toISOString(), ...body });
  await database.query(
    `WITH run AS (
       INSERT INTO runs (id, workflow_id, last_seq, ended_at)
       SELECT 'run' || lpad(n::text, 7, '0'), 'w' || n % 1000, $2, now() FROM generate_series(1, $1::integer) AS n
       RETURNING id
     )
     INSERT INTO run_events (run_id, seq, body) SELECT id, seq, $3 FROM run, generate_series(1, $2::integer) AS seq`,
    [events / EVENTS_OF_A_RUN, EVENTS_OF_A_RUN, line],
  );
  await database.query("VACUUM ANALYZE runs, run_events");
  await database.query("CHECKPOINT");
  return database;
}

async function measure(database: Database): Promise<Cost> {
  const { journal, claims, close } = createPostgresRuns(database);
  try {
    const id = `bench${Math.random().toString(36).slice(2)}`;
    const claim = await claims.claim(id);
    const batch = Array.from({ length: BATCH }, () => body);
    await journal.append(id, batch);
    const backends = await backendsOf(database);
    const before = { own: process.cpuUsage(), backends: cpuOf(backends), atMs: performance.now() };
    for (let count = 0; count < BATCHES; count++) await journal.append(id, batch);
    const appendMs = performance.now() - before.atMs;
    const { user, system } = process.cpuUsage(before.own);
    const databaseMs = cpuOf(backends) - before.backends;
    const readAtMs = performance.now();
    const read = (await journal.read(id)).length;
    const readMs = performance.now() - readAtMs;
    await claim?.release();
    const events = BATCHES * BATCH;
    return {
      ownCpu: (user + system) / events,
      databaseCpu: (databaseMs * 1000) / events,
      append: (appendMs * 1000) / events,
      read: (readMs * 1000) / read,
    };
  } finally {
    await close();
  }
}

/** Processes of the database's that answer this one; on this computer. */
async function backendsOf(database: Database): Promise<{ pid: number }[]> {
  return database.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
}

function cpuOf(processes: { pid: number }[]): number {
  return processes.reduce((sum, one) => sum + cpuMsOf(one), 0);
}
