import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createGate } from "@/lib/limits/gate";
import { createPostgresSeats } from "./postgresSeats";
import { cutLockSessions, testDatabase } from "./testDatabase";

const never = new AbortController().signal;

it("processes that share a gate have no more calls at work together than it allows, and leave none out", async () => {
  const database = await testDatabase();
  // Each has a session of its own, as processes do.
  const gates = Array.from({ length: 4 }, () =>
    createGate({ maxParallel: 3, now: () => 0, seats: createPostgresSeats(database)("account a") }),
  );
  let atWork = 0;
  let most = 0;
  const call = async (gate: (typeof gates)[number]) => {
    const turn = gate.join();
    await turn.ready;
    most = Math.max(most, ++atWork);
    await database.query("SELECT pg_sleep(0.005)");
    atWork--;
    turn.leave();
  };
  await Promise.all(gates.flatMap((gate) => Array.from({ length: 8 }, () => call(gate))));
  expect(most).toBe(3);
});

it("a process that always has more calls lets others through after a handful of them", async () => {
  const database = await testDatabase();
  const [busy, other] = [1, 2].map(() => createPostgresSeats(database)("key k"));
  const gone = new AbortController();
  let takes = 0;
  let takesBefore: number | undefined;
  const work = async () => {
    while (!gone.signal.aborted) {
      const free = await busy?.take(3, () => undefined, gone.signal);
      takes += 1;
      await database.query("SELECT pg_sleep(0.01)");
      free?.();
    }
  };
  const all = Promise.allSettled(Array.from({ length: 3 }, work));
  await expect.poll(() => takes).toBeGreaterThan(3);
  const noteWait = () => {
    takesBefore ??= takes;
  };
  const free = await other?.take(3, noteWait, never);
  // It may have found one free at its first look, and a busy computer may be late to look.
  if (takesBefore !== undefined) expect(takes - takesBefore).toBeLessThan(30);
  gone.abort();
  await all;
  free?.();
});

it("a process whose connection breaks in the middle of its calls has their places again before others can", async () => {
  const database = await testDatabase();
  const [first, second] = [1, 2].map(() => createPostgresSeats(database)("key k"));
  const free = await first?.take(1, () => undefined, never);
  await cutLockSessions(database);
  // A look of its own, as each call has, finds the place taken again.
  const other = await first?.take(2, () => undefined, never);
  const gaveUp = new AbortController();
  const waits = second?.take(1, () => gaveUp.abort(), gaveUp.signal);
  await expect(waits).rejects.toThrow();
  free?.();
  other?.();
  (await second?.take(1, () => undefined, never))?.();
});

it("a process whose connection breaks again and again keeps its place from others that wait for one", async () => {
  const database = await testDatabase();
  const [first, second] = [1, 2].map(() => createPostgresSeats(database)("key k"));
  const free = await first?.take(1, () => undefined, never);
  let isIn = false;
  const waits = second
    ?.take(1, () => undefined, never)
    .then((leave) => {
      isIn = true;
      return leave;
    });
  for (let cut = 0; cut < 20 && !isIn; cut++) {
    await cutLockSessions(database);
    await sleep(50);
  }
  expect(isIn).toBe(false);
  free?.();
  (await waits)?.();
});

it("the places of a process that is gone are another's after a while, which waits at gates of the living too", async () => {
  const database = await testDatabase();
  const busy = Array.from({ length: 8 }, (_, number) => `busy ${number}`);
  const living = createPostgresSeats(database);
  const frees = await Promise.all(busy.map((gate) => living(gate).take(1, () => undefined, never)));
  let isGone = false;
  const connect: typeof database.connect = (...how) =>
    isGone ? Promise.reject(new Error("it is gone")) : database.connect(...how);
  await createPostgresSeats({ query: database.query, connect })("key k").take(1, () => undefined, never);
  isGone = true;
  await cutLockSessions(database);
  const waiting = createPostgresSeats(database);
  const gaveUp = new AbortController();
  const others = Promise.allSettled(busy.map((gate) => waiting(gate).take(1, () => undefined, gaveUp.signal)));
  (await waiting("key k").take(1, () => undefined, never))();
  gaveUp.abort();
  await others;
  for (const free of frees) free();
});

it("a place whose answer was lost is the one that is had, and no second one beside it", async () => {
  const database = await testDatabase();
  let isLost = false;
  const query: typeof database.query = async (text, values) => {
    const rows = await database.query<never>(text, values);
    if (isLost || !text.includes("INSERT INTO lock_holders")) return rows;
    isLost = true;
    throw new Error("the answer was lost");
  };
  const free = await createPostgresSeats({ query, connect: database.connect })("key k").take(
    50,
    () => undefined,
    never,
  );
  expect(await database.query("SELECT name FROM lock_holders")).toHaveLength(1);
  free();
});
