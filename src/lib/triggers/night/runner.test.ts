import { expect, it } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { NightSettings } from "@/types/nightShift";
import { createNightShift } from "./nightShift";
import { createNightStore } from "./nightStore";
import type { NightPorts, SpareEntry } from "./ports";
import { FIVE_HOURS } from "./testNight";
import { accountView, World } from "./testWorld";

const MINUTE_MS = 60_000;
const entry = (change: Partial<SpareEntry> = {}): SpareEntry => ({
  kind: "spare",
  id: "e1",
  workflowId: "w1",
  enabled: true,
  repeat: false,
  createdAt: "2026-11-25T12:00:00Z",
  ...change,
});

const refusal = { error: { code: "invalid_workflow", message: "Connect a prompt to the node." } };

/** A night shift at 22:00 in a world with one plan, whose runs take ten percent in half an hour. */
async function setUp(entries: SpareEntry[], change: Partial<NightPorts["queue"]> = {}) {
  const world = new World("2026-11-25T22:00:00Z", ["a"], () => ({ short: 10, week: 1, minutes: 30 }));
  const texts = createFileTextStore(await testDirectory());
  let observed: { windows: NonNullable<ReturnType<typeof world.report>["windows"]>; at: string } | undefined;
  const ports: NightPorts = {
    queue: {
      list: async () => entries,
      arrange: async () => undefined,
      switchOff: async (id) => {
        entries = entries.map((one) => (one.id === id ? { ...one, enabled: false } : one));
      },
      remove: async (id) => {
        entries = entries.filter((one) => one.id !== id);
      },
      fire: async (one, account) => world.fire(one, account),
      ...change,
    },
    runs: world.nightRuns,
    workflows: {
      list: async () => [{ id: "w1", name: "Digest", updatedAt: "", nodeCount: 0, revision: 1 }],
    },
    accounts: async () => {
      if (observed === undefined) return [accountView("a")];
      return [{ ...accountView("a"), usage: { windows: observed.windows, usableNow: true, observedAt: observed.at } }];
    },
    readUsage: async () => {
      observed = { windows: world.report("a").windows, at: new Date(world.nowMs).toISOString() };
      return { windows: observed.windows, usableNow: true, observedAt: observed.at };
    },
    now: () => world.nowMs,
  };
  const set = (settings: Partial<NightSettings>) => createNightShift(texts, ports).change(settings);
  /** Rounds, a minute apart, each by a night shift that was just opened, as after a restart. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await createNightShift(texts, ports).round();
      world.pass(MINUTE_MS);
    }
  };
  const view = () => createNightShift(texts, ports).view();
  return { world, ports, texts, set, pass, view, entries: () => entries };
}

it("starts what is due with the account alone that may pay, and takes it off the queue when it is done", async () => {
  const { world, pass, view, entries } = await setUp([entry()]);
  await pass(1);
  expect(world.runs).toMatchObject([{ id: "run-1", entry: "e1", account: "a" }]);
  expect((await view()).plan).toMatchObject([{ state: "waits", reason: "running" }]);
  await pass(32);
  expect(entries()).toEqual([]);
  expect((await view()).did).toMatchObject([
    {
      outcome: "completed",
      run: "run-1",
      workflowName: "Digest",
      accountName: "Plan a",
      tokens: 1000,
      windows: [
        { label: "5 h", before: 0, after: 10 },
        { label: "7 d", before: 0, after: 1 },
      ],
    },
  ]);
  expect(world.runs).toHaveLength(1);
});

it("keeps what was refused, switched off and with the reason", async () => {
  const { pass, view, entries } = await setUp([entry()], {
    fire: async () => refusal,
  });
  await pass(3);
  expect(entries()).toMatchObject([{ enabled: false }]);
  expect((await view()).did).toMatchObject([{ outcome: "refused", problem: "Connect a prompt to the node." }]);
});

it("tries what repeats and was refused no more than once a night", async () => {
  let tries = 0;
  const { pass, entries } = await setUp([entry({ repeat: true })], {
    fire: async () => {
      tries++;
      return refusal;
    },
  });
  await pass(60);
  expect(tries).toBe(1);
  expect(entries()).toMatchObject([{ enabled: true }]);
});

it("finds the run again that a process began as it was killed, and starts nothing twice", async () => {
  const { world, ports, texts } = await setUp([entry()]);
  const { fire } = ports.queue;
  ports.queue.fire = async (...asked) => {
    await fire(...asked);
    // The process is gone before it can note anything.
    return new Promise<never>(() => undefined);
  };
  void createNightShift(texts, { ...ports, queue: { ...ports.queue } }).round();
  await expect.poll(() => world.runs.length).toBe(1);
  ports.queue.fire = fire;
  // The lock of the dead one is free: its store is opened anew elsewhere.
  const copy = createFileTextStore(await testDirectory());
  const kept = await createNightStore(texts, ports.now).read();
  await createNightStore(copy, ports.now).change((state) => void Object.assign(state, structuredClone(kept)));
  await createNightShift(copy, ports).round();
  expect((await createNightShift(copy, ports).view()).did).toMatchObject([{ outcome: "running", run: "run-1" }]);
  expect(world.runs).toHaveLength(1);
});

it("says of a run that nobody finds that it is lost, and tries no second time in that night", async () => {
  const { texts, ports, pass, view, world } = await setUp([entry()]);
  await createNightStore(texts, ports.now).change(({ did }) => {
    did.push({
      id: "night-1",
      entry: "e1",
      workflowId: "w1",
      workflowName: "Digest",
      account: "a",
      accountName: "Plan a",
      startedAt: "2026-11-25T22:00:00.000Z",
      outcome: "starting",
      windows: [],
    });
  });
  await pass(30);
  const { did, plan } = await view();
  expect(did).toMatchObject([{ outcome: "lost" }]);
  expect(plan).toMatchObject([{ state: "starts", at: "2026-11-26T22:00:00.000Z" }]);
  expect(world.runs).toEqual([]);
});

it.each([
  ["finish", "completed"],
  ["stop", "cancelled"],
] as const)("a run at work when somebody needs the plan is told of, and told to %s", async (whenOver, outcome) => {
  const { world, pass, view, set } = await setUp([entry({ repeat: true })]);
  await set({ whenOver });
  await pass(2);
  world.use("a", FIVE_HOURS, 85);
  await pass(33);
  expect((await view()).did).toMatchObject([{ outcome, over: { because: "reserve", did: whenOver } }]);
});

it("a run that is at work when the hours end is told of too", async () => {
  const { pass, view, set } = await setUp([entry({ repeat: true })]);
  await set({ hours: { from: "22:00", to: "22:31" } });
  await pass(2);
  await set({ hours: { from: "21:00", to: "22:02" } });
  await pass(2);
  expect((await view()).did).toMatchObject([{ outcome: "running", over: { because: "hours", did: "finish" } }]);
});

it("does nothing while it is switched off, and asks nobody", async () => {
  const { pass, set, world } = await setUp([entry()]);
  await set({ enabled: false });
  const { polls } = world;
  await pass(30);
  expect(world.runs).toEqual([]);
  expect(world.polls).toBe(polls);
});

it("keeps what it did for ninety days", async () => {
  const { texts, ports, pass, view, world } = await setUp([entry()]);
  await pass(40);
  world.pass(91 * 24 * 60 * MINUTE_MS);
  await createNightStore(texts, ports.now).change(() => undefined);
  expect((await view()).did).toEqual([]);
});
