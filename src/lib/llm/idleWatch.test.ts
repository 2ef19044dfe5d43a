import { expect, test } from "vitest";
import { startIdleWatch } from "./idleWatch";
import type { Timing } from "./timing";

/** A clock that a test moves, with the sleeps it was asked for. */
function setUp(limitMs = 100) {
  let nowMs = 1_000;
  const sleeps: { ms: number; wake: () => void; signal: AbortSignal }[] = [];
  const timing: Timing = {
    now: () => nowMs,
    elapsed: () => nowMs,
    random: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        sleeps.push({ ms, wake: resolve, signal });
      }),
  };
  const caller = new AbortController();
  const watch = startIdleWatch(limitMs, timing, caller.signal);
  const pass = async (ms: number) => {
    nowMs += ms;
    sleeps.at(-1)?.wake();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const move = (ms: number) => {
    nowMs += ms;
  };
  return { watch, caller, sleeps, pass, move };
}

test("silence for the whole limit ends the exchange", async () => {
  const { watch, sleeps, pass } = setUp();
  expect([watch.expired(), watch.signal.aborted]).toEqual([false, false]);
  await pass(100);
  expect([watch.expired(), watch.signal.aborted]).toEqual([true, true]);
  expect(sleeps.map(({ ms }) => ms)).toEqual([100]);
});

test("a sign of life begins the limit anew, with one timer for the rest of it", async () => {
  const { watch, sleeps, pass, move } = setUp();
  move(70);
  watch.touch();
  await pass(30);
  expect(watch.expired()).toBe(false);
  expect(sleeps.map(({ ms }) => ms)).toEqual([100, 70]);
  await pass(70);
  expect(watch.expired()).toBe(true);
});

test("the caller's own signal ends it too, and is no expiry", () => {
  const { watch, caller } = setUp();
  caller.abort();
  expect([watch.signal.aborted, watch.expired()]).toEqual([true, false]);
});

test("once stopped it neither waits nor expires", async () => {
  const { watch, sleeps, pass } = setUp();
  watch.stop();
  expect(sleeps[0]?.signal.aborted).toBe(true);
  await pass(1_000);
  expect(watch.expired()).toBe(false);
});

test("whoever hears much is asked, when the time is up, for when it last did", async () => {
  const { watch, sleeps, pass } = setUp();
  let heardAtMs = 1_000;
  watch.follow(() => heardAtMs);
  heardAtMs = 1_060;
  await pass(100);
  expect(watch.expired()).toBe(false);
  expect(sleeps.map(({ ms }) => ms)).toEqual([100, 60]);
  await pass(60);
  expect(watch.expired()).toBe(true);
});
