import { describe, expect, it, vi } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { TriggerOf } from "@/types/triggers";
import { createScheduler } from "./scheduler";
import { memoryTexts, triggerBench } from "./testTriggers";
import type { NewTrigger } from "./triggerStore";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Wanted = Partial<TriggerOf<"schedule">>;

function scheduleFrom(ms: number, wanted: Wanted = {}): NewTrigger {
  const times = { cron: "0 9 * * *", timeZone: "UTC", missed: "run_once" } as const;
  const since = new Date(ms).toISOString();
  return { kind: "schedule", workflowId: "w1", enabled: true, ...times, since, ...wanted };
}

async function setUp(wanted: Wanted = {}, bench = triggerBench()) {
  const scheduler = createScheduler(bench);
  const trigger = await bench.store.add(scheduleFrom(bench.clock.ms, wanted));
  const tickAt = async (time: string | number) => {
    bench.clock.ms = typeof time === "number" ? time : Date.parse(time);
    await scheduler.tick();
  };
  const deliveries = async () => (await bench.states.read(trigger.id)).deliveries;
  return { ...bench, scheduler, trigger, tickAt, deliveries };
}

describe("a schedule", () => {
  it("starts its run at its time, once, with its inputs and its name", async () => {
    const { tickAt, started, trigger, deliveries } = await setUp({ name: "Morning", inputs: { topic: "owls" } });
    await tickAt("2030-06-03T08:59:59.500Z");
    expect(started).toEqual([]);
    for (const time of ["2030-06-03T09:00:00Z", "2030-06-03T09:00:01Z", "2030-06-03T09:30:00Z"]) await tickAt(time);
    expect(started).toMatchObject([
      { inputs: { topic: "owls" }, through: { kind: "schedule", id: trigger.id, name: "Morning" } },
    ]);
    expect(await deliveries()).toMatchObject([
      { outcome: "started", from: "schedule", run: "r1", due: "2030-06-03T09:00:00.000Z" },
    ]);
    await tickAt("2030-06-04T09:00:00Z");
    expect(started).toHaveLength(2);
  });

  it("does nothing while it is off, and makes nothing up that passed before it was on", async () => {
    const { tickAt, started, store, trigger, clock } = await setUp({ enabled: false });
    await tickAt("2030-06-05T12:00:00Z");
    await store.change(trigger.id, (one) => {
      Object.assign(one, { enabled: true, since: new Date(clock.ms).toISOString() });
    });
    await tickAt("2030-06-05T12:00:01Z");
    expect(started).toEqual([]);
    await tickAt("2030-06-06T09:00:00Z");
    expect(started).toHaveLength(1);
  });

  it("that was missed comes once if it is to be made up for, and says how many it stands for", async () => {
    const { tickAt, started, deliveries } = await setUp();
    await tickAt("2030-06-07T12:00:00Z");
    await tickAt("2030-06-07T12:00:01Z");
    expect(started).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ outcome: "started", due: "2030-06-07T09:00:00.000Z", missed: 4 }]);
  });

  it("that was missed is left out if it says so, and told", async () => {
    const { tickAt, started, deliveries } = await setUp({ missed: "skip" });
    await tickAt("2030-06-07T12:00:00Z");
    expect(started).toEqual([]);
    expect(await deliveries()).toMatchObject([{ outcome: "skipped", due: "2030-06-07T09:00:00.000Z", missed: 4 }]);
    await tickAt("2030-06-08T09:00:30Z");
    expect(started).toHaveLength(1);
  });

  it("tells why there is no run where it is refused, and comes again", async () => {
    const bench = triggerBench();
    const refusal = new AppError("plan_use_off", "“Home” may not work while nobody watches.", { account: "home" });
    const { tickAt, deliveries, started, runs } = await setUp({}, bench);
    runs.requirePayers = () => Promise.reject(refusal);
    await tickAt("2030-06-03T09:00:00Z");
    expect(await deliveries()).toMatchObject([
      { outcome: "refused", error: { code: "plan_use_off", message: refusal.message, action: "reconnect" } },
    ]);
    runs.requirePayers = async () => undefined;
    await tickAt("2030-06-04T09:00:00Z");
    expect(started).toHaveLength(1);
  });

  it("tells which input is wrong where the workflow has changed since", async () => {
    const { tickAt, deliveries, started } = await setUp({ inputs: { tpoic: "owls" } });
    await tickAt("2030-06-03T09:00:00Z");
    expect(started).toEqual([]);
    expect(await deliveries()).toMatchObject([{ outcome: "refused", error: { code: "invalid_request" } }]);
    expect((await deliveries())[0]?.error?.message).toContain("tpoic");
  });

  it("that cannot be read keeps no other one from its turn", async () => {
    const { tickAt, started, store, clock } = await setUp();
    await store.add(scheduleFrom(clock.ms, { cron: "never" }));
    await store.add(scheduleFrom(clock.ms));
    await expect(tickAt("2030-06-03T09:00:00Z")).rejects.toMatchObject({ code: "invalid_request" });
    expect(started).toHaveLength(2);
  });
});

describe("several processes on one store", () => {
  it.each([
    ["in memory", async () => memoryTexts()],
    ["in files", async () => createFileTextStore(await testDirectory())],
  ])("start one run each time between them, %s", async (_, make) => {
    const bench = await setUp({ cron: "* * * * *" }, triggerBench({ texts: await make() }));
    const all = [bench.scheduler, ...[1, 2, 3].map(() => createScheduler(bench.another()))];
    for (let minute = 1; minute <= 10; minute++) {
      bench.clock.ms += MINUTE_MS;
      await Promise.all(all.map(({ tick }) => tick()));
    }
    expect(bench.started).toHaveLength(10);
  });

  /** Until its process is killed: what it began never ends. */
  async function killed(bench: Awaited<ReturnType<typeof setUp>>, isStarted: boolean) {
    const dying = bench.another();
    const never = new Promise<never>(() => undefined);
    const { start } = bench.runs;
    const runs = {
      ...bench.runs,
      start: async (...given: Parameters<typeof start>) => {
        if (isStarted) await start(...given);
        throw new Error("killed");
      },
    };
    // The lock of a process that is gone is free; what it had saved stays.
    const states = {
      ...dying.states,
      change: ((id, work) => {
        const during = dying.states.change(id, async (state, save) => {
          let saves = 0;
          await work(state, async () => {
            if (saves++ > 0) throw new Error("killed");
            await save();
          });
          throw new Error("killed");
        });
        return during.catch(() => never);
      }) as typeof dying.states.change,
    };
    void createScheduler({ ...dying, states, runsOf: async () => runs, reportBug: () => "" }).tick();
    await vi.waitFor(async () => {
      expect(await bench.deliveries()).toHaveLength(1);
      expect(bench.started).toHaveLength(isStarted ? 1 : 0);
    });
  }

  it("see that one was killed before its run began, tell so, and do not start it again", async () => {
    const bench = await setUp();
    bench.clock.ms = Date.parse("2030-06-03T09:00:00Z");
    await killed(bench, false);
    expect(await bench.deliveries()).toMatchObject([{ outcome: "starting" }]);
    await bench.tickAt("2030-06-03T09:00:30Z");
    expect(await bench.deliveries()).toMatchObject([{ outcome: "lost", error: { message: expect.any(String) } }]);
    expect(bench.started).toEqual([]);
    await bench.tickAt("2030-06-04T09:00:00Z");
    expect(bench.started).toHaveLength(1);
  });

  it("find the run of one that was killed right after it began", async () => {
    const bench = await setUp();
    bench.clock.ms = Date.parse("2030-06-03T09:00:00Z");
    await killed(bench, true);
    await bench.tickAt("2030-06-03T09:00:30Z");
    expect(await bench.deliveries()).toMatchObject([{ outcome: "started", run: "r1" }]);
    expect(bench.started).toHaveLength(1);
  });
});

describe("a clock that is set", () => {
  it("back by an hour brings nothing a second time, and nothing is lost after", async () => {
    const { tickAt, started } = await setUp({ cron: "0 * * * *" });
    await tickAt("2030-06-03T09:00:00Z");
    for (let ms = Date.parse("2030-06-03T08:00:10Z"); ms < Date.parse("2030-06-03T11:00:00Z"); ms += 30_000) {
      await tickAt(ms);
    }
    expect(started.map(({ createdAt }) => createdAt.slice(11, 13))).toEqual(["09", "10"]);
  });

  it("back by years, since it had been wrong, lets the schedule go on from then", async () => {
    const { tickAt, started } = await setUp();
    await tickAt("2040-06-03T09:00:00Z");
    expect(started).toHaveLength(1);
    await tickAt("2030-06-03T08:30:00Z");
    await tickAt("2030-06-03T09:00:00Z");
    expect(started.map(({ createdAt }) => createdAt)).toEqual(["2040-06-03T09:00:00.000Z", "2030-06-03T09:00:00.000Z"]);
  });

  it("forward makes up for what was passed over", async () => {
    const { tickAt, started } = await setUp();
    await tickAt("2030-06-03T08:00:10Z");
    await tickAt("2030-06-03T21:00:00Z");
    expect(started).toHaveLength(1);
  });
});

describe("a year by the clock of Berlin, with both changes of it", () => {
  const year = (ms: number) => new Date(ms).getUTCFullYear();

  it.each([
    ["30 2 * * *", "each day once, also when half past two is there twice or not at all", 365],
    ["0 * * * *", "every hour that passes", 8760],
    ["0 9 * * 1-5", "on 261 days of work", 261],
    ["0 0 1 * *", "on the first of each month", 12],
  ])(
    "%s comes %s",
    async (cron, _, count) => {
      const bench = triggerBench({ ms: Date.parse("2029-12-31T23:00:00Z") - 1 });
      const { tickAt, started } = await setUp({ cron, timeZone: "Europe/Berlin" }, bench);
      const end = Date.parse("2030-12-31T23:00:00Z");
      for (let ms = Date.parse("2029-12-31T23:00:00Z"); ms < end; ms += cron.startsWith("30") ? HOUR_MS / 2 : HOUR_MS)
        await tickAt(ms);
      expect(year(end)).toBe(2030);
      expect(started).toHaveLength(count);
      const local = new Intl.DateTimeFormat("sv", {
        timeZone: "Europe/Berlin",
        dateStyle: "short",
        timeStyle: "short",
      });
      const at = (day: string) =>
        started.map(({ createdAt }) => local.format(new Date(createdAt))).filter((time) => time.startsWith(day));
      if (cron.startsWith("30 2")) {
        expect([at("2030-03-31"), at("2030-10-27")]).toEqual([["2030-03-31 03:00"], ["2030-10-27 02:30"]]);
      }
      if (cron === "0 9 * * 1-5") expect(started.every(({ createdAt }) => /T0[78]:00/.test(createdAt))).toBe(true);
    },
    60_000,
  );
});
