import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";
import type { Database } from "@/lib/storage/postgres/database";
import { startTeam } from "@/teams/startTeam";
import { countOf, freshDatabase, untilCount } from "./benchDatabase";
import { percentile } from "./figures";
import { cpuMsOf, memoryMbOf } from "./processes";

/** Calls that the upstream of the benchmark answers at once: as many as a key may have at work. */
export const CALLS_AT_ONCE = 8;

/** Something that carries runs with one call each from a queue in PostgreSQL to workers. */
export interface QueueContender {
  database: Database;
  /** @throws if it was not taken */
  enqueue(): Promise<void>;
  /** Lets so many wait at once, without starting each. */
  fill(count: number): Promise<void>;
  ended(): Promise<number>;
  /** Waits until so many have ended, since it was started. */
  untilEnded(least: number): Promise<void>;
  /** From the moment that a run was taken to its first sign of work, the 95th percentile, in milliseconds. */
  waitedMs(): Promise<number>;
  /** Of all workers together. */
  cpuMs(): number;
  /** Of the largest worker, resident. */
  memoryMb(): number;
  stop(): Promise<void>;
}

export interface QueueOptions {
  serverUrl: string;
  workers: number;
  /** What a run asks, as `fakeUpstream.ts` reads it; no call is made without. */
  call?: { upstreamUrl: string; prompt: string };
}

/** Runs as a server without room leaves them: the start is written, and they are nobody's. */
const FILL = `
  WITH start AS (SELECT run_id, body FROM run_events WHERE seq = 1 LIMIT 1),
  run AS (
    INSERT INTO runs (id, workflow_id, last_seq, owner, claim_number, lease_until)
    SELECT 'filled' || md5(random()::text || n), 'bench', 1, '', 1, now() FROM generate_series(1, $1::integer) AS n
    RETURNING id
  ), used AS (
    INSERT INTO asset_uses (run_id, asset) SELECT run.id, asset FROM run, asset_uses JOIN start USING (run_id)
  )
  INSERT INTO run_events (run_id, seq, body) SELECT run.id, 1, start.body FROM run, start`;

/** One server that takes runs, and workers. */
export async function patchbayQueue({ serverUrl, workers, call }: QueueOptions): Promise<QueueContender> {
  const database = await freshDatabase(serverUrl);
  const team = await startTeam({
    databaseUrl: database.url,
    env: { OPENAI_BASE_URL: `${call?.upstreamUrl ?? "http://127.0.0.1:9"}/v1`, OPENAI_API_KEY: "sk-bench" },
    servers: 1,
    workers,
    serverEnv: { PATCHBAY_WORKERS: "0" },
  });
  const [server] = team.members("server");
  const body = JSON.stringify({ workflow: benchWorkflow(call?.prompt), useCache: false });
  const children = team.members("worker").map(({ child }) => child);
  return {
    database,
    enqueue: async () => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${server?.url}/api/runs`, { method: "POST", headers, body });
      if (answer.status !== 201) throw new Error(`The run was refused: ${await answer.text()}`);
      await answer.body?.cancel();
    },
    fill: async (count) => {
      await database.query(FILL, [count]);
      await database.query("SELECT pg_notify('patchbay_runs', 'w')");
    },
    ...endedBy(database, "SELECT count(*) FROM runs WHERE ended_at IS NOT NULL"),
    waitedMs: async () => {
      const statement = `
        SELECT min(at) FILTER (WHERE type NOT IN ('run-start', 'notice')) - min(at) AS waited FROM (
          SELECT run_id, body::json ->> 'type' AS type, (body::json ->> 'at')::timestamptz AS at
          FROM run_events WHERE seq < 5
        ) AS first GROUP BY run_id`;
      const rows = await database.query<{ ms: string }>(
        `SELECT extract(epoch FROM waited) * 1000 AS ms FROM (${statement}) AS waits`,
      );
      return percentile(
        rows.map(({ ms }) => Number(ms)),
        95,
      );
    },
    ...usageOf(children),
    stop: async () => {
      await team.stop();
      await database.close();
    },
  };
}

/** pg-boss alone: the same calls from its own workers, without anything of ours. */
export async function bossQueue(
  modulePath: string,
  { serverUrl, workers, call }: QueueOptions,
): Promise<QueueContender> {
  const database = await freshDatabase(serverUrl);
  const { PgBoss } = await import(modulePath);
  const boss = new PgBoss({ connectionString: database.url });
  // The database is taken away from it in the end.
  boss.on("error", () => undefined);
  await boss.start();
  await boss.createQueue("runs", { notify: true });
  const file = new URL("./bossWorker.child.ts", import.meta.url);
  const parameters = [modulePath, database.url, String(CALLS_AT_ONCE / workers), call?.upstreamUrl ?? ""];
  const children = Array.from({ length: workers }, () => startChild(file, parameters));
  for (const child of children) await child.nextLine();
  return {
    database,
    enqueue: async () => {
      await boss.send("runs", { prompt: call?.prompt ?? "" });
    },
    fill: async (count) => {
      await boss.insert(
        "runs",
        Array.from({ length: count }, () => ({ data: {} })),
      );
    },
    ...endedBy(database, "SELECT count(*) FROM pgboss.job WHERE state = 'completed'"),
    waitedMs: async () => {
      const rows = await database.query<{ ms: string }>(
        "SELECT extract(epoch FROM started_on - created_on) * 1000 AS ms FROM pgboss.job",
      );
      return percentile(
        rows.map(({ ms }) => Number(ms)),
        95,
      );
    },
    ...usageOf(children),
    stop: async () => {
      for (const { process } of children) process.kill("SIGKILL");
      await boss.stop({ graceful: false });
      await database.close();
    },
  };
}

function endedBy(database: Database, statement: string): Pick<QueueContender, "ended" | "untilEnded"> {
  return {
    ended: () => countOf(database, statement),
    untilEnded: (least) => untilCount(database, statement, least),
  };
}

function usageOf(children: readonly TestChild[]): Pick<QueueContender, "cpuMs" | "memoryMb"> {
  return {
    cpuMs: () => children.reduce((sum, { process }) => sum + cpuMsOf(process), 0),
    memoryMb: () => Math.max(...children.map(({ process }) => memoryMbOf(process))),
  };
}

/** A prompt and a model on it, or an output where no call is to be made. */
function benchWorkflow(text = "nothing") {
  const last =
    text === "nothing"
      ? { node: { id: "m", type: "output", data: { name: "result" } }, port: "value" }
      : { node: { id: "m", type: "llmGenerate", data: { provider: "openai", model: "gpt-5.5" } }, port: "prompt" };
  return {
    ...{ format: "patchbay/workflow", version: 1, id: "bench", name: "Bench", revision: 1 },
    nodes: [{ id: "p", type: "prompt", data: { text } }, last.node],
    edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: last.port } }],
    layout: { nodes: {}, groups: [] },
  };
}
