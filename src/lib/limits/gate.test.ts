import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Seats } from "@/types/limits";
import { createGate, type Turn } from "./gate";

function setUp(maxParallel = 3) {
  let nowMs = 0;
  const gate = createGate({ maxParallel, now: () => nowMs });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { gate, pass };
}

/** A call that went well. */
function finish(turn: Turn): void {
  turn.succeed();
  turn.leave();
}

async function isIn(turn: Turn): Promise<boolean> {
  return Promise.race([
    turn.ready.then(() => true),
    new Promise<false>((resolve) => globalThis.setImmediate(resolve, false)),
  ]);
}

test("lets in as many as allowed, and the rest one by one in the order they came", async () => {
  const { gate } = setUp(2);
  const turns = [1, 2, 3, 4].map(() => gate.join());
  expect(await Promise.all(turns.map(({ place }) => place))).toEqual([0, 0, 1, 2]);
  expect(gate.snapshot()).toEqual({ running: 2, waiting: 2, limit: 2 });
  turns[1]?.leave();
  expect(await Promise.all(turns.map(isIn))).toEqual([true, true, true, false]);
  turns[0]?.leave();
  expect(await Promise.all(turns.map(isIn))).toEqual([true, true, true, true]);
});

test("a run of ten thousand calls lets one of three through after a handful of turns, and so does who has many runs", async () => {
  const { gate } = setUp(1);
  const begun: string[] = [];
  const call = async (run: string, person: string) => {
    const turn = gate.join(run, person);
    const place = await turn.place;
    void turn.ready.then(() => {
      begun.push(run);
      turn.leave();
    });
    return place;
  };
  const first = gate.join("large", "ada");
  await Promise.all(Array.from({ length: 9_999 }, () => call("large", "ada")));
  await call("second", "ada");
  expect(await Promise.all([1, 2, 3].map(() => call("small", "bob")))).toEqual([2, 4, 6]);
  first.leave();
  await setImmediate();
  expect(begun).toHaveLength(10_003);
  expect(begun.slice(0, 7)).toEqual(["large", "small", "second", "small", "large", "small", "large"]);
});

test("who leaves while waiting is passed over, and leaving twice counts once", async () => {
  const { gate } = setUp(1);
  const [first, second, third] = [gate.join(), gate.join(), gate.join()];
  second.leave();
  second.leave();
  expect(gate.snapshot()).toEqual({ running: 1, waiting: 1, limit: 1 });
  first.leave();
  first.leave();
  expect(await isIn(third)).toBe(true);
  expect(await isIn(second)).toBe(false);
  expect(gate.snapshot()).toEqual({ running: 1, waiting: 0, limit: 1 });
});

test("a burst of 429s halves once, and nobody new comes in until fewer are at work", async () => {
  const { gate } = setUp(8);
  const turns = Array.from({ length: 9 }, () => gate.join());
  for (const turn of turns.slice(0, 8)) turn.slowDown();
  expect(gate.snapshot()).toEqual({ running: 8, waiting: 1, limit: 4 });
  for (const turn of turns.slice(0, 4)) turn.leave();
  expect(gate.snapshot()).toMatchObject({ running: 4, waiting: 1 });
  turns[4]?.leave();
  expect(gate.snapshot()).toMatchObject({ running: 4, waiting: 0 });
});

test("a call that meets a 429 again halves again, but one call always stays possible", () => {
  const { gate } = setUp(3);
  const turn = gate.join();
  for (let times = 0; times < 4; times++) turn.slowDown();
  expect(gate.snapshot().limit).toBe(1);
});

test("ten successes bring one call back", () => {
  const { gate } = setUp(4);
  const slowed = gate.join();
  slowed.slowDown();
  slowed.leave();
  expect(gate.snapshot().limit).toBe(2);
  for (let count = 0; count < 9; count++) finish(gate.join());
  expect(gate.snapshot().limit).toBe(2);
  finish(gate.join());
  expect(gate.snapshot().limit).toBe(3);
  for (let count = 0; count < 30; count++) finish(gate.join());
  expect(gate.snapshot().limit).toBe(4);
});

test("a minute without a 429 brings one call back, up to the usual number", () => {
  const { gate, pass } = setUp(4);
  const turn = gate.join();
  for (let times = 0; times < 2; times++) turn.slowDown();
  turn.leave();
  expect(gate.snapshot().limit).toBe(1);
  pass(59_999);
  expect(gate.snapshot().limit).toBe(1);
  pass(1);
  expect(gate.snapshot().limit).toBe(2);
  pass(60 * 60_000);
  expect(gate.snapshot().limit).toBe(4);
});

test("tells whose turns are at work and waiting, and forgets who has none", async () => {
  const { gate } = setUp(1);
  const turns = [gate.join("r1"), gate.join("r2"), gate.join("r1"), gate.join()];
  expect(gate.holders()).toEqual([
    { run: "r1", running: 1, waiting: 1 },
    { run: "r2", running: 0, waiting: 1 },
    { run: undefined, running: 0, waiting: 1 },
  ]);
  turns[0]?.leave();
  turns[0]?.leave();
  expect(gate.holders()[0]).toEqual({ run: "r1", running: 0, waiting: 1 });
  expect(gate.holders()[1]).toEqual({ run: "r2", running: 1, waiting: 0 });
  turns[2]?.leave();
  turns[3]?.leave();
  expect(gate.holders()).toEqual([{ run: "r2", running: 1, waiting: 0 }]);
  turns[1]?.leave();
  expect(gate.holders()).toEqual([]);
});

describe("a gate whose places other processes share", () => {
  /** So many places for all; those who wait are let in by `free`. */
  function shared(count: number) {
    let left = count;
    const waiting: (() => void)[] = [];
    const seats: Seats = {
      take: async (_, onWait, signal) => {
        while (left === 0) {
          onWait();
          await new Promise<void>((resolve, reject) => {
            waiting.push(resolve);
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        }
        left -= 1;
        return () => {
          left += 1;
          for (const wake of waiting.splice(0)) wake();
        };
      },
    };
    return { seats, left: () => left };
  }

  test("lets in no more than there are places for all, and says who waits for others", async () => {
    const { seats, left } = shared(2);
    const [here, there] = [1, 2].map(() => createGate({ maxParallel: 2, now: () => 0, seats }));
    const turns = [here?.join("a"), there?.join("b"), here?.join("c")].filter((turn) => turn !== undefined);
    expect(await Promise.all(turns.map(({ place }) => place))).toEqual([0, 0, 1]);
    expect(await Promise.all(turns.map(isIn))).toEqual([true, true, false]);
    turns[1]?.leave();
    await turns[2]?.ready;
    for (const turn of turns) turn.leave();
    expect(left()).toBe(2);
  });

  test("keeps no place for a caller who left while it waited", async () => {
    const { seats, left } = shared(1);
    const [here, there] = [1, 2].map(() => createGate({ maxParallel: 1, now: () => 0, seats }));
    const first = here?.join("a");
    const second = there?.join("b");
    expect(await second?.place).toBe(1);
    second?.leave();
    first?.leave();
    const third = there?.join("c");
    await third?.ready;
    expect(left()).toBe(0);
    third?.leave();
    expect([left(), there?.snapshot()]).toEqual([1, { running: 0, waiting: 0, limit: 1 }]);
  });
});
