import { setTimeout as sleep } from "node:timers/promises";
import { startOwnPostgres } from "@/postgresTestSetup";
import { measureEventCost } from "./support/eventCost";
import { installPeer } from "./support/peerInstall";
import { startProcess } from "./support/processes";
import {
  bossQueue,
  CALLS_AT_ONCE,
  patchbayQueue,
  type QueueContender,
  type QueueOptions,
} from "./support/queueContenders";
import { note, report } from "./support/table";
import { measureTakeOver } from "./support/takeOver";

const RUNS = 300;
/** Sent at one time as runs are started. */
const SENDERS = 8;
const CALL = "events=5 gapMs=40";
const CALL_MS = 200;
/** Runs a second where it is measured how long one waits: half of what the upstream answers. */
const CALM_RATE = CALLS_AT_ONCE / (CALL_MS / 1000) / 2;
const CALM_SECONDS = 8;
const QUEUED = 10_000;
/** Of a long queue, so many are worked on. */
const OF_QUEUED = 300;

type Start = (options: QueueOptions) => Promise<QueueContender>;

/**
 * Several machines on one database: what workers carry beside pg-boss alone, how long a run waits, a queue of ten
 * thousand, what an event costs in a small and in a large database, and how soon the run of a dead worker goes on.
 */
export async function run(): Promise<void> {
  const postgres = await startOwnPostgres({ isDurable: true });
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const call = { upstreamUrl: `http://127.0.0.1:${upstream.found[1]}`, prompt: CALL };
  try {
    const startBoss = await findBoss();
    for (const workers of [1, 2, 4]) await compare({ serverUrl: postgres.url, workers, call }, startBoss);
    await compareLongQueue({ serverUrl: postgres.url, workers: 2 }, startBoss);
    await measureEventCost(postgres);
    await measureTakeOver(postgres.url, call.upstreamUrl);
  } finally {
    await upstream.stop();
    await postgres.stop();
  }
}

/** The newest, else one that was seen to work; undefined, and told, where neither can be installed. */
async function findBoss(): Promise<Start | undefined> {
  for (const version of ["12.38.0", "12.33.7"]) {
    try {
      const { modulePath } = await installPeer("pg-boss", version, ["@opentelemetry/api@1"]);
      note(`teams: beside pg-boss ${version}, each with ${CALLS_AT_ONCE} calls of ${CALL_MS} ms at once at most`);
      return (options) => bossQueue(modulePath, options);
    } catch (error) {
      note(`pg-boss ${version} could not be installed: ${error instanceof Error ? error.message : error}`);
    }
  }
  return undefined;
}

async function compare(options: QueueOptions, startBoss: Start | undefined): Promise<void> {
  const measure = async (start: Start) => ({
    ...(await using(start, options, measureRate)),
    waitedMs: await using(start, options, measureWait),
  });
  const ours = await measure(patchbayQueue);
  const boss = startBoss === undefined ? undefined : await measure(startBoss);
  const what = `${options.workers} workers`;
  const beside = (figure: number | undefined) => ({ name: "pg-boss", figure: figure ?? "not installed" });
  report({
    what: `${what}: runs with a call`,
    ours: ours.rate,
    unit: "/s",
    beside: beside(boss?.rate),
    goal: { least: 0.9, ofRatio: true },
  });
  report({ what: "  start to first event, p95", ours: ours.waitedMs, unit: "ms", beside: beside(boss?.waitedMs) });
  report({ what: "  CPU of the workers for a run", ours: ours.cpuMs, unit: "ms", beside: beside(boss?.cpuMs) });
  report({ what: "  memory of the largest", ours: ours.memoryMb, unit: "MB", beside: beside(boss?.memoryMb) });
}

async function using<T>(start: Start, options: QueueOptions, work: (queue: QueueContender) => Promise<T>): Promise<T> {
  const queue = await start(options);
  try {
    // What is loaded for the first runs is no part of it.
    await enqueue(queue, CALLS_AT_ONCE);
    await queue.untilEnded(CALLS_AT_ONCE);
    return await work(queue);
  } finally {
    await queue.stop();
  }
}

async function measureRate(queue: QueueContender) {
  const [startedAt, before] = [performance.now(), queue.cpuMs()];
  await enqueue(queue, RUNS);
  await queue.untilEnded(RUNS + CALLS_AT_ONCE);
  const rate = (RUNS * 1000) / (performance.now() - startedAt);
  return { rate, cpuMs: (queue.cpuMs() - before) / RUNS, memoryMb: queue.memoryMb() };
}

async function measureWait(queue: QueueContender): Promise<number> {
  const sent: Promise<void>[] = [];
  for (let number = 0; number < CALM_RATE * CALM_SECONDS; number++) {
    sent.push(queue.enqueue());
    await sleep(1000 / CALM_RATE);
  }
  await Promise.all(sent);
  await queue.untilEnded(sent.length + CALLS_AT_ONCE);
  return queue.waitedMs();
}

async function enqueue(queue: QueueContender, count: number): Promise<void> {
  let left = count;
  const send = async () => {
    while (left-- > 0) await queue.enqueue();
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

/** Runs that do nothing, so that only the queue counts: with hardly any before them, and with ten thousand. */
async function compareLongQueue(options: QueueOptions, startBoss: Start | undefined): Promise<void> {
  const rates = async (start: Start) =>
    using(start, options, async (queue) => {
      const rateOf = async (waiting: number) => {
        const before = await queue.ended();
        await queue.fill(waiting);
        const startedAt = performance.now();
        await queue.untilEnded(before + OF_QUEUED);
        return (OF_QUEUED * 1000) / (performance.now() - startedAt);
      };
      return { short: await rateOf(OF_QUEUED), long: await rateOf(QUEUED) };
    });
  const ours = await rates(patchbayQueue);
  const what = `empty runs with ${QUEUED} waiting`;
  const beside = { name: `with ${OF_QUEUED}`, figure: ours.short };
  report({ what, ours: ours.long, unit: "/s", beside, goal: { least: 0.9, ofRatio: true } });
  if (startBoss === undefined) return;
  const boss = await rates(startBoss);
  report({ what: "  the same", ours: ours.long, unit: "/s", beside: { name: "pg-boss", figure: boss.long } });
}
