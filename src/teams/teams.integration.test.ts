import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createDatabase, type Database } from "@/lib/storage/postgres/database";
import { openDatabaseWay } from "@/lib/storage/postgres/testDatabaseWay";
import { startOwnPostgres } from "@/postgresTestSetup";
import { fingerprint } from "@/simulator/http/recorder";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { RunEvent } from "@/types/run";
import { randomFrom } from "./randomFrom";
import { type MemberKind, startTeam, type Team } from "./startTeam";
import { ITEMS, promptOf, startLoad, type TeamLoad } from "./teamLoad";

const isLong = process.env.PATCHBAY_LONG === "1";
const KILLS = isLong ? 50 : 5;
const CUTS = isLong ? 10 : 2;
const AWAY_MS = isLong ? 30_000 : 3000;
const SLOW_MS = 250;
const SLOW_FOR_MS = isLong ? 15_000 : 2000;
/** All runs have ended so long after the last fault, in milliseconds. */
const DRAIN_MS = 120_000;
/** Calls of one account at work together, over all processes. */
const GATE = 3;
/** The same one kills in the same order. */
const seed = Number(process.env.PATCHBAY_SEED ?? Date.now() % 1e6);

/** Three servers and three workers on a database of their own, reached on a way that can be made slow, and their upstream. */
async function setUp() {
  const postgres = await startOwnPostgres();
  onTestFinished(postgres.stop);
  const way = await openDatabaseWay(postgres.url);
  onTestFinished(way.close);
  const simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 60, tokenMs: 10 } });
  onTestFinished(simulator.close);
  // Servers work on runs too; what is more than a few waits for another process.
  const env = { ...simulator.env, PATCHBAY_WORKER_RUNS: "2" };
  const team = await startTeam({ databaseUrl: way.url, env, servers: 3, workers: 3 });
  onTestFinished(team.stop);
  const [server] = team.members("server");
  const tokens = await simulator.control.mintTokens({ person: "ada" });
  const connected = await fetch(`${server?.url}/api/auth/openai/import`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tokens }),
  });
  expect(connected.status).toBe(200);
  const database = createDatabase({ url: postgres.url, maxConnections: 2 });
  onTestFinished(database.close);
  return { postgres, way, simulator, team, database };
}

type Parts = Awaited<ReturnType<typeof setUp>> & { random: () => number };

function pick<T>(some: readonly T[], random: () => number): T {
  const one = some[Math.floor(random() * some.length)];
  if (one === undefined) throw new Error("There is nothing to pick from.");
  return one;
}

/** Ends any process, and starts another in its place as a supervisor does. */
async function killOne({ team, random }: Parts): Promise<void> {
  const kind: MemberKind = random() < 0.5 ? "server" : "worker";
  await team.kill(pick(team.members(kind), random));
  await team.add(kind);
}

/** Half of all connections. */
async function cutConnections({ database }: Parts): Promise<void> {
  await database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay' AND pid <> pg_backend_pid() AND random() < 0.5",
  );
}

async function slowDatabase({ way }: Parts): Promise<void> {
  way.slowDown(SLOW_MS);
  await sleep(SLOW_FOR_MS);
  way.slowDown(0);
}

async function stopDatabase({ postgres }: Parts): Promise<void> {
  await postgres.halt();
  await sleep(AWAY_MS);
  await postgres.start();
}

/** All of them in a random order, with a little time between. */
async function letFail(parts: Parts): Promise<void> {
  const faults = [
    ...Array<typeof killOne>(KILLS).fill(killOne),
    ...Array<typeof killOne>(CUTS).fill(cutConnections),
    slowDatabase,
    stopDatabase,
  ];
  const inOrder = faults.map((fail) => ({ fail, at: parts.random() })).toSorted((a, b) => a.at - b.at);
  for (const { fail } of inOrder) {
    await sleep(parts.random() * 1000);
    await fail(parts);
  }
}

const ITEM_EVENTS = `SELECT run_id AS id, body FROM run_events WHERE body LIKE '%"type":"node-item"%'`;

/** How often calls were sent whose answers a journal has, as it was seen first: that may not grow. */
function watchFinished(database: Database, simulator: Simulator, load: TeamLoad) {
  const sentFor = new Map<string, number>();
  let isOver = false;
  const look = async (): Promise<void> => {
    for (const { id, body } of await database.query<{ id: string; body: string }>(ITEM_EVENTS)) {
      const name = load.runs.get(id)?.name;
      const event: RunEvent = JSON.parse(body);
      if (name === undefined || event.type !== "node-item") continue;
      const prompt = promptOf(name, event.item);
      if (!sentFor.has(prompt)) sentFor.set(prompt, Math.max(1, timesSent(simulator, prompt)));
    }
  };
  const looking = (async () => {
    while (!isOver) {
      // It is away from time to time.
      await look().catch(() => undefined);
      await sleep(200);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await looking;
      return sentFor;
    },
  };
}

function timesSent({ requests }: Simulator, prompt: string): number {
  const wanted = fingerprint(prompt);
  return requests.filter(({ facts }) => facts.prompt === wanted).length;
}

/** Calls that were sent after their answers were in the journal, with what happened around them. */
async function sentAgain(sentFor: ReadonlyMap<string, number>, simulator: Simulator, load: TeamLoad) {
  const all: string[] = [];
  for (const { name, told } of load.runs.values()) {
    for (let item = 0; item < ITEMS; item++) {
      const prompt = promptOf(name, item);
      const [was = 0, is] = [sentFor.get(prompt), timesSent(simulator, prompt)];
      if (is === was) continue;
      const around = (await told).filter(
        (event) => event.type === "run-resume" || ("item" in event && event.item === item),
      );
      all.push(`${prompt}: sent ${is} times instead of ${was}. ${JSON.stringify(around)}`);
    }
  }
  return all;
}

/** An answer that was kept a moment before its worker died, and is not in its journal, comes out of the cache. */
function came(status: "done" | "cached" | "failed"): string {
  return status === "cached" ? "done" : status;
}

/** A whole journal, each outcome in it once. */
function expectWhole(events: readonly RunEvent[], name: string): void {
  expect(
    events.map(({ seq }) => seq),
    name,
  ).toEqual(events.map((_, place) => place + 1));
  expect(events.at(-1), name).toMatchObject({ type: "run-end", status: "completed" });
  const outcomes = events.flatMap((event) => {
    if (event.type === "node-item") return [`${event.node} ${event.item} ${came(event.status)}`];
    return event.type === "node-end" ? [event.node] : [];
  });
  const items = Array.from({ length: ITEMS }, (_, item) => `each ${item} done`);
  expect(outcomes.toSorted(), name).toEqual(["list", "each", ...items, "join", "sum", "out"].toSorted());
}

async function expectAllKept(team: Team, load: TeamLoad): Promise<void> {
  const [server] = team.members("server");
  const read = async (path: string) => (await fetch(`${server?.url}${path}`)).json();
  for (const document of load.documents) expect(await read(`/api/workflows/${document.id}`)).toEqual(document);
  for (const [id, { name, told }] of load.runs) {
    const events = await told;
    expectWhole(events, name);
    expect((await read(`/api/runs/${id}/export`)).events).toEqual(events);
  }
}

it(`three servers and three workers lose nothing that was acknowledged, and send nothing finished again, with ${KILLS} of them killed, connections cut, and the database slow and away (PATCHBAY_SEED=${seed})`, {
  timeout: 900_000,
}, async () => {
  const random = randomFrom(seed);
  const parts = { ...(await setUp()), random };
  const { team, simulator, database } = parts;
  const ended = new AbortController();
  const nextServer = () => pick(team.members("server"), Math.random).url;
  const load = startLoad({ nextServer, atOnce: 6, signal: ended.signal });
  const finished = watchFinished(database, simulator, load);

  await letFail(parts);
  await load.stop();
  setTimeout(() => ended.abort(), DRAIN_MS).unref();
  await expectAllKept(team, load);
  const sentFor = await finished.stop();
  expect(await sentAgain(sentFor, simulator, load)).toEqual([]);
  expect(sentFor.size).toBe(load.runs.size * ITEMS);
  expect(simulator.counters.mostOpenStreams).toBe(GATE);

  const all = (await Promise.all(Array.from(load.runs.values(), ({ told }) => told))).flat();
  expect(all.filter(({ type }) => type === "run-resume").length).toBeGreaterThan(0);
  expect([...load.refusals].filter((refusal) => refusal !== "500 storage_failed")).toEqual([]);
  // That the database was away is told, by a server that starts then in words alone; anything else would be a bug.
  const errors = team
    .log()
    .split("\n")
    .filter((line) => line.includes(" error "));
  expect(errors.filter((line) => !line.includes("The data could not be read or saved"))).toEqual([]);
});
