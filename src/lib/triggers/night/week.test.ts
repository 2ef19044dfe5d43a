import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { createAccountUsage } from "@/lib/llm/accountUsage";
import type { Provider } from "@/lib/llm/provider";
import { createNightQueue } from "@/lib/nightServices";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import type { TriggerServices } from "@/lib/triggerServices";
import { createTriggerStates } from "@/lib/triggers/triggerState";
import { createTriggerStore } from "@/lib/triggers/triggerStore";
import type { CredentialSource } from "@/types/credential";
import type { NightShift as NightShiftView } from "@/types/nightShift";
import { mapIds, providerIds } from "@/types/providerTable";
import { createNightShift } from "./nightShift";
import { FIVE_HOURS, SEVEN_DAYS } from "./testNight";
import { accountView, World, type WorldRun } from "./testWorld";

/**
 * A week, with the planner, the runner, the store, the limits and the reader of usage as they are. Clocks in Berlin are
 * set back in its last night. Each step of it is five minutes.
 */

const STEP_MS = 300_000;
const HOUR_MS = 3_600_000;
const START = "2026-10-20T10:00:00Z";
const DAYS = 7;
const RESERVE = 25;
const HOURS = { from: "22:00", to: "07:00" };
/** Runs of one workflow take up to a quarter more than another: one run may be mistaken by so much. */
const UNEVEN = 0.25;

const appetites: Record<string, { short: number; week: number; minutes: number }> = {
  small: { short: 4, week: 0.8, minutes: 20 },
  middle: { short: 11, week: 2, minutes: 45 },
  large: { short: 12, week: 4, minutes: 90 },
};
const names = ["small", "middle", "large"];

interface Seen {
  run: WorldRun;
  /** Of each window, how much was used when the run ended or its window began anew, and nobody else had used any. */
  worst: Record<number, number>;
}

interface Week {
  world: World;
  seen: Seen[];
  /** What was planned and said in the middle of each night. */
  nights: NightShiftView[];
  last: NightShiftView;
}

async function liveAWeek(directory: string): Promise<Week> {
  const world = new World(START, ["a", "b"], (id, count) => {
    const { short, week, minutes } = appetites[id] ?? { short: 1, week: 1, minutes: 10 };
    const more = 1 + UNEVEN * ((count * 7) % 5) * 0.25;
    return { short: short * more, week: week * more, minutes };
  });
  const texts = createFileTextStore(directory);
  const box = createSecretBox({ secret: new Uint8Array(randomBytes(32)), configDir: directory });
  const triggerStore = createTriggerStore({ texts, box, now: () => world.nowMs });
  const fireSpare: TriggerServices["fireSpare"] = async (entry, account) => ({
    delivery: {
      ...{ id: entry.id, at: new Date(world.nowMs).toISOString(), from: "spare", outcome: "started" },
      ...world.fire(entry, account),
    },
  });
  const queue = createNightQueue({ triggerStore, triggerStates: createTriggerStates(texts), fireSpare }, undefined);
  /** As another process, or the same after a restart, would build it. */
  const open = () =>
    createNightShift(texts, {
      queue,
      runs: world.nightRuns,
      workflows: { list: async () => names.map((id) => summaryOf(id)) },
      ...usageOf(world),
      now: () => world.nowMs,
    });
  const add = (workflowId: string, repeat: boolean, account?: string) =>
    triggerStore.add({ kind: "spare", workflowId, enabled: true, repeat, ...(account && { account }) });
  for (const id of names) await add(id, true);
  await add("large", false, "b");
  for (let count = 0; count < 6; count++) await add("middle", false);

  let shift = open();
  await shift.change({ hours: HOURS, timeZone: "Europe/Berlin", reservePercent: RESERVE });
  const seen: Seen[] = [];
  const nights: NightShiftView[] = [];
  for (let step = 0; step < (DAYS * 24 * HOUR_MS) / STEP_MS; step++) {
    world.pass(STEP_MS);
    owners(world, step);
    note(world, seen);
    if (step === 700) shift = open();
    await shift.round();
    if (clockInBerlin(world.nowMs) === "02:30") nights.push(await shift.view());
  }
  return { world, seen, nights, last: await shift.view() };
}

/** The real limits and the real reader of usage, on the upstream of this world. */
function usageOf(world: World) {
  const { accounts } = memoryAccountLimits();
  const limits = createLimits({ accounts, now: () => world.nowMs });
  // Only the usage is asked for here.
  const provider = { readUsage: async ({ payer }) => world.report(payer.id) } as Partial<Provider> as Provider;
  const { read } = createAccountUsage({
    providers: mapIds(providerIds, () => provider),
    credentialsFor: async (_, id = "") =>
      ({ payer: { kind: "account", id, provider: "openai-auth", name: id }, route: "codex" }) as CredentialSource,
    limits,
    now: () => world.nowMs,
  });
  const views = () => Array.from(world.plans.keys(), (id) => ({ ...accountView(id), usage: limits.usageOf(id) }));
  return { accounts: async () => views(), readUsage: read };
}

/** Those whose plans they are: at work by day, and in one night long awake; two resets come early, and there is an outage. */
function owners(world: World, step: number): void {
  const clock = clockInBerlin(world.nowMs);
  const isDay = clock >= "09:00" && clock < "18:00";
  if (isDay) {
    for (const [account, hourly] of [
      ["a", 9],
      ["b", 4],
    ] as const) {
      world.use(account, FIVE_HOURS, hourly / 12);
      world.use(account, SEVEN_DAYS, hourly / 12 / 8);
    }
  }
  // Somebody awake needs most of a window while a run is at work.
  if (isAwake(step)) world.use("a", FIVE_HOURS, 12);
  if (step === 420) world.reset("a", FIVE_HOURS);
  if (step === 1000) world.reset("b", SEVEN_DAYS);
  // The fourth evening: the usage cannot be had for three hours.
  world.isOut = step >= 1000 && step < 1036;
}

const isAwake = (step: number): boolean => step >= 697 && step < 707;
const stepOf = (ms: number): number => (ms - Date.parse(START)) / STEP_MS - 1;

function note(world: World, seen: Seen[]): void {
  for (const run of world.runs) {
    const found = seen.find((one) => one.run === run) ?? { run, worst: {} };
    if (!seen.includes(found)) seen.push(found);
    if (run.status !== "running" && world.nowMs - run.endMs >= STEP_MS) continue;
    for (const { lengthSeconds, used } of world.plans.get(run.account) ?? []) {
      found.worst[lengthSeconds] = Math.max(found.worst[lengthSeconds] ?? 0, used);
    }
  }
}

function clockInBerlin(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" });
}

const summaryOf = (id: string) => ({ id, name: id, updatedAt: START, nodeCount: 0, revision: 1 });

describe("a week of the night shift", () => {
  let week: Week;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "patchbay-week-"));
    week = await liveAWeek(directory);
  }, 120_000);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("starts nothing outside of the hours, also in the night in which clocks change", () => {
    expect(week.world.runs.length).toBeGreaterThan(20);
    for (const { startedMs } of week.world.runs) {
      const clock = clockInBerlin(startedMs);
      expect(clock >= HOURS.from || clock < HOURS.to, clock).toBe(true);
    }
  });

  it("never goes below the reserve by its own doing, but for what one run took more than those before it", () => {
    for (const { run, worst } of week.seen) {
      if (run.account === "a" && (isAwake(stepOf(run.startedMs) + 1) || isAwake(stepOf(run.endMs)))) continue;
      for (const [length, used] of Object.entries(worst)) {
        const error = (run.takes[Number(length)] ?? 0) * UNEVEN + 1;
        expect(used, `${run.workflowId} at ${new Date(run.startedMs).toISOString()}`).toBeLessThanOrEqual(
          100 - RESERVE + error,
        );
      }
    }
  });

  it("has one run at a time on each account", () => {
    for (const account of ["a", "b"]) {
      const mine = week.world.runs.filter((run) => run.account === account);
      for (const [index, { startedMs }] of mine.entries()) {
        expect(startedMs).toBeGreaterThanOrEqual(mine[index - 1]?.endMs ?? 0);
      }
    }
  });

  it("does everything in the queue, or says each night why not", () => {
    expect(week.last.queue.every(({ repeat }) => repeat)).toBe(true);
    expect(week.world.runs.filter(({ account, workflowId }) => account === "b" && workflowId === "large")).not.toEqual(
      [],
    );
    for (const night of week.nights) {
      expect(night.plan).toHaveLength(night.queue.length);
      for (const step of night.plan) expect(step.state === "starts" || step.reason !== "no_hours").toBe(true);
    }
    const perNight = week.nights.map(({ now }) => now.slice(0, 10));
    expect(new Set(perNight).size).toBe(DAYS);
  });

  it("tells when somebody used the plan while it was at work", () => {
    const over = week.last.did.filter((deed) => deed.over !== undefined);
    expect(over).toMatchObject([{ account: "a", over: { because: "reserve", did: "finish" }, outcome: "completed" }]);
  });

  it("starts nothing while the usage cannot be had", () => {
    const during = week.world.runs.filter(({ startedMs }) => {
      const step = stepOf(startedMs);
      // What was told before holds for two minutes.
      return step > 1000 && step < 1036;
    });
    expect(during).toEqual([]);
  });

  it("knows afterwards what each run took", () => {
    const ended = week.last.did.filter(({ outcome }) => outcome === "completed");
    const measured = ended.filter(({ windows }) => windows.every(({ after }) => after !== undefined));
    expect(measured.length).toBeGreaterThan(ended.length - 3);
    expect(week.last.queue.map(({ forecast }) => forecast.isGuess)).toEqual([false, false, false]);
  });

  it("asks the upstream seldom", () => {
    // Once a minute would be 20,160 times.
    expect(week.world.polls).toBeLessThan(1500);
  });
});
