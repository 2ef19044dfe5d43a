import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";
import { killWorkflow, runServiceIn, runToEnd, until, watch } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createDatabase } from "@/lib/storage/postgres/database";
import { createPostgresAssetStore } from "@/lib/storage/postgres/postgresAssetStore";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { openDatabaseWay } from "@/lib/storage/postgres/testDatabaseWay";
import type { RunEvent } from "@/types/run";

const isLong = process.env.PATCHBAY_LONG === "1";
const KILLS = isLong ? 50 : 5;
const AT_ONCE = isLong ? 2 : 5;
const CALLS = 41;
/** As many items are at work at once at most. */
const IN_FLIGHT = 4;
const LEASE_MS = 1500;

const childFile = new URL("./worker.child.ts", import.meta.url);

/** A database that several workers share, each with a directory of its own, and a server that works on nothing. */
async function team() {
  const { url } = await testDatabase();
  const { runs: server, close } = await serverOn(url);
  const workers: TestChild[] = [];
  /** `pace` multiplies the few milliseconds that a call takes; a run of pace 1 takes about 200. */
  const startWorker = async (pace: number, way = url) => {
    const directory = await testDirectory();
    const log = join(directory, "calls");
    const child = startChild(childFile, [way, directory, log, String(pace), String(LEASE_MS)]);
    workers.push(child);
    expect(await child.nextLine()).toBe("ready");
    const sent = async () => (await readFile(log, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
    return { ...child, sent };
  };
  const startRun = async (worker: TestChild) => {
    worker.send("start");
    return worker.nextLine();
  };
  const end = async () => {
    for (const { process } of workers.splice(0)) process.kill("SIGKILL");
    await close();
  };
  onTestFinished(end);
  return { server, startWorker, startRun, url, end };
}

/** A server that works on nothing. `close` may be called more than once. */
async function serverOn(url: string) {
  const database = createDatabase({ url, maxConnections: 3 });
  const inDatabase = createPostgresRuns(database, { leaseMs: LEASE_MS });
  const runs = runServiceIn(await testDirectory(), { ...inDatabase, assets: createPostgresAssetStore(database) });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= inDatabase.close().then(database.close);
    return closed;
  };
  return { runs, close };
}

async function kill({ process }: TestChild): Promise<void> {
  const gone = once(process, "exit");
  process.kill("SIGKILL");
  await gone;
}

/** Calls whose answers a journal has. */
function finishedCalls(events: readonly RunEvent[]): number {
  return events.filter((event) => event.type === "node-item" || (event.type === "node-end" && event.node === "sum"))
    .length;
}

/** What a reader was told of a run that was taken up once. */
function expectWhole(events: readonly RunEvent[]): { finishedBefore: number } {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
  expect(events.filter(({ type }) => type === "run-end")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  expect(finishedCalls(events)).toBe(CALLS);
  const resumed = events.findIndex(({ type }) => type === "run-resume");
  return { finishedBefore: finishedCalls(events.slice(0, resumed === -1 ? undefined : resumed)) };
}

describe("a run whose worker is killed", () => {
  it(`goes on elsewhere after SIGKILL at any of ${KILLS} points, and sends again only what was unfinished`, {
    timeout: 600_000,
  }, async () => {
    const [whole] = (await runToEnd(runServiceIn(await testDirectory()), killWorkflow)).slice(-1);
    const places: number[] = [];

    async function killOnce(): Promise<void> {
      const { server, startWorker, startRun, end } = await team();
      const [first, second] = await Promise.all([startWorker(2), startWorker(1)]);
      const ids = [await startRun(first), await startRun(first)];
      const read = ids.map((id) => watch(server, id));
      await sleep(Math.random() * 400);
      await kill(first);

      let finishedBefore = 0;
      // Who reads on another server is told all of it, and needs not ask again.
      for (const events of await Promise.all(read)) {
        finishedBefore += expectWhole(events).finishedBefore;
        expect(events.at(-1)).toMatchObject({ outputs: whole && "outputs" in whole && whole.outputs });
      }
      places.push(finishedBefore);
      const sentAgain = (await second.sent()).length;
      expect(sentAgain).toBe(2 * CALLS - finishedBefore);
      expect((await first.sent()).length + sentAgain - 2 * CALLS).toBeLessThanOrEqual(2 * IN_FLIGHT);
      await end();
    }

    for (let start = 0; start < KILLS; start += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, KILLS - start) }, killOnce));
    }
    expect(new Set(places).size).toBeGreaterThan(1);
  });

  it("is left by a worker that was frozen and comes back, whose own readers see it end elsewhere", async () => {
    const { server, startWorker, startRun } = await team();
    const first = await startWorker(20);
    const id = await startRun(first);
    first.send(`watch ${id}`);
    await until(server, id, "node-item");
    first.process.kill("SIGSTOP");
    const second = await startWorker(1);
    const { finishedBefore } = expectWhole(await watch(server, id));
    expect(await second.sent()).toHaveLength(CALLS - finishedBefore);
    first.process.kill("SIGCONT");
    expect(await first.nextLine()).toBe(`${id} completed`);
    expectWhole(await watch(server, id));
    // What was under way when it froze is the last that it sent.
    expect((await first.sent()).length).toBeLessThanOrEqual(finishedBefore + IN_FLIGHT);
  });
});

it("goes on elsewhere at once when its worker leaves, with everything that was finished", async () => {
  const { server, startWorker, startRun } = await team();
  const [first, second] = await Promise.all([startWorker(5), startWorker(1)]);
  const id = await startRun(first);
  await until(server, id, "node-item");
  first.send("leave");
  await once(first.process, "exit");
  expect(await server.read(id)).toMatchObject({ status: expect.stringMatching(/running|completed/) });
  const { finishedBefore } = expectWhole(await watch(server, id));
  expect(await second.sent()).toHaveLength(CALLS - finishedBefore);
});

it("waits while the database is away, longer than claims last, and goes on where it is without sending anything again", async () => {
  const { server, startWorker, startRun, url } = await team();
  const gate = await openDatabaseWay(url);
  onTestFinished(gate.close);
  const workers = await Promise.all([startWorker(8, gate.url), startWorker(8, gate.url)]);
  const ids = await Promise.all(workers.map(startRun));
  await Promise.all(ids.map((id) => until(server, id, "node-item")));
  const { runs: reader, close } = await serverOn(gate.url);
  onTestFinished(close);
  const readThere = Promise.all(ids.map((id) => watch(reader, id)));
  await Promise.all(ids.map((id) => until(reader, id, "node-item")));
  gate.shut();
  await sleep(3 * LEASE_MS);
  gate.open();
  for (const events of await readThere) expectWhole(events);
  for (const [place, id] of ids.entries()) {
    const events = await watch(server, id);
    expectWhole(events);
    expect(events.some(({ type }) => type === "run-resume")).toBe(false);
    expect(await workers[place]?.sent()).toHaveLength(CALLS);
  }
});

it("is stopped by whoever asks on another server, and stays so", async () => {
  const { server, startWorker, startRun } = await team();
  const [first, second] = await Promise.all([startWorker(30), startWorker(1)]);
  const id = await startRun(first);
  await until(server, id, "node-item");
  await expect(server.resume(id)).rejects.toMatchObject({ code: "conflict" });
  await expect(server.remove(id)).rejects.toMatchObject({ code: "conflict" });
  expect(await server.cancel(id)).toMatchObject({ status: "cancelled" });
  const events = await watch(server, id);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "cancelled" });
  const sent = (await first.sent()).length;
  await sleep(LEASE_MS);
  expect([(await first.sent()).length, await second.sent()]).toEqual([sent, []]);
  expect(await watch(server, id)).toEqual(events);
  await server.remove(id);
  expect((await server.list()).runs).toEqual([]);
});
