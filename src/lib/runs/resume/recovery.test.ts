import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { ListedSummary } from "@/lib/runs/summary";
import { createRecovery } from "./recovery";

const MINUTE_MS = 60_000;
const none = { left: async () => [], open: async () => [], abandoned: async () => [], giveUp: async () => {} };

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** One run whose limit the upstream names again and again as it is called: `until` milliseconds from now. */
function parkedRun(untilMs: number, isTakenUp = true) {
  const triedAfterMs: number[] = [];
  const beganMs = Date.now();
  const parked = () => ({
    id: "r",
    status: "parked" as const,
    parked: { until: new Date(Date.now() + untilMs).toISOString(), account: "a" },
  });
  const recovery = createRecovery({
    ...none,
    resume: async () => {
      triedAfterMs.push(Date.now() - beganMs);
      if (isTakenUp) {
        recovery.forget("r");
        setTimeout(() => recovery.waitFor(parked()), 10);
      }
      return isTakenUp;
    },
    reportBug: String,
    now: Date.now,
  });
  recovery.waitFor(parked());
  return { recovery, triedAfterMs, parked };
}

describe("waiting for a limit", () => {
  it("takes longer and longer pauses where the upstream names a time that has passed and refuses all the same", async () => {
    const { triedAfterMs } = parkedRun(-5 * MINUTE_MS);
    await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE_MS);
    const minutes = triedAfterMs.map((ms) => Math.round(ms / MINUTE_MS));
    expect(minutes.slice(0, 5)).toEqual([0, 1, 3, 7, 15]);
    expect(minutes.length).toBeLessThan(35);
  });

  it("keeps to the time that the upstream names when that lies ahead", async () => {
    const { triedAfterMs } = parkedRun(5 * 60 * MINUTE_MS);
    await vi.advanceTimersByTimeAsync(16 * 60 * MINUTE_MS);
    expect(triedAfterMs.map((ms) => Math.round(ms / MINUTE_MS))).toEqual([300, 600, 900]);
  });

  it("goes on with a run that waits for a person beside its limit, and lets one be that waits for a person alone", async () => {
    const tried: string[] = [];
    const resume = async (id: string) => tried.push(id) > 0;
    const recovery = createRecovery({ ...none, resume, reportBug: String, now: Date.now });
    const parked = { until: new Date(Date.now() + MINUTE_MS).toISOString(), account: "a" };
    recovery.waitFor({ id: "both", status: "waiting", parked });
    recovery.waitFor({ id: "person", status: "waiting" });
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(tried).toEqual(["both"]);
  });

  /** A run that waits for `untilMs` from now, on a clock that can be put `aheadMs` of the timers. */
  function onOwnClock(untilMs: number) {
    const clock = { aheadMs: 0 };
    const tried: string[] = [];
    const recovery = createRecovery({
      ...none,
      resume: async (id) => tried.push(id) > 0,
      reportBug: String,
      now: () => Date.now() + clock.aheadMs,
    });
    const until = new Date(Date.now() + untilMs).toISOString();
    recovery.waitFor({ id: "r", status: "parked", parked: { until, account: "a" } });
    return { clock, tried };
  }

  it("notices within a minute that the clock was put forward, or the computer slept", async () => {
    const { clock, tried } = onOwnClock(4 * 60 * MINUTE_MS);
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(tried).toEqual([]);
    clock.aheadMs = 4 * 60 * MINUTE_MS;
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(tried).toEqual(["r"]);
  });

  it("waits on when the clock was put back", async () => {
    const { clock, tried } = onOwnClock(2 * MINUTE_MS);
    clock.aheadMs = -10 * MINUTE_MS;
    await vi.advanceTimersByTimeAsync(11 * MINUTE_MS);
    expect(tried).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(tried).toEqual(["r"]);
  });

  it("tells ever more seldom of a run that cannot go on", async () => {
    const reported: unknown[] = [];
    const until = new Date(Date.now() - MINUTE_MS).toISOString();
    const parked = { id: "r", status: "parked" as const, parked: { until, account: "a" } };
    const recovery = createRecovery({
      ...none,
      resume: () => Promise.reject(new Error("The journal is damaged.")),
      reportBug: (error) => String(reported.push(error)),
      now: Date.now,
    });
    for (let minute = 0; minute < 60; minute++) {
      recovery.waitFor(parked);
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
    }
    expect(reported).toHaveLength(6);
  });

  it("looks again soon for a run that must not go on yet", async () => {
    const { recovery, triedAfterMs, parked } = parkedRun(-MINUTE_MS, false);
    for (let minute = 0; minute < 5; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
      recovery.waitFor(parked());
    }
    expect(triedAfterMs).toHaveLength(5);
  });
});

describe("runs whose worker is gone", () => {
  it("are taken up one after the other, by one look at a time, whatever goes wrong with one of them", async () => {
    const tried: string[] = [];
    const reported: unknown[] = [];
    const first = Promise.withResolvers<boolean>();
    const recovery = createRecovery({
      ...none,
      abandoned: async (except) => ["a", "b"].filter((id) => !except.includes(id) && !tried.includes(id)),
      resume: (id) => {
        tried.push(id);
        return id === "a" && tried.length === 1 ? first.promise : Promise.resolve(true);
      },
      reportBug: (error) => String(reported.push(error)),
      now: Date.now,
    });
    const looks = [recovery.lookForAbandoned(), recovery.lookForAbandoned()];
    await vi.advanceTimersByTimeAsync(0);
    expect(tried).toEqual(["a"]);
    first.reject(new Error("The journal is damaged."));
    await Promise.all(looks);
    expect(tried).toEqual(["a", "b"]);
    expect(reported).toHaveLength(1);
  });

  it("are tried again at once where they were at work or might not go on, and ever more seldom where that failed", async () => {
    const tried: string[] = [];
    const recovery = createRecovery({
      ...none,
      abandoned: async (except) => ["odd", "busy"].filter((id) => !except.includes(id)),
      resume: async (id) => {
        tried.push(id);
        if (id === "odd") throw new Error("Of another version.");
        return false;
      },
      reportBug: String,
      now: Date.now,
    });
    for (let look = 0; look < 3; look++) await recovery.lookForAbandoned();
    expect(tried).toEqual(["odd", "busy", "busy", "busy"]);
    for (let minute = 0; minute < 60; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
      await recovery.lookForAbandoned();
    }
    expect(tried.filter((id) => id === "odd")).toHaveLength(6);
  });

  it("are left alone, as parked ones are, by a process that ends", async () => {
    const tried: string[] = [];
    const recovery = createRecovery({
      ...none,
      abandoned: async () => ["a"],
      resume: async (id) => tried.push(id) > 0,
      reportBug: String,
      now: Date.now,
    });
    const parked = { id: "p", status: "parked" as const, parked: { until: new Date().toISOString(), account: "a" } };
    recovery.waitFor(parked);
    recovery.stop();
    recovery.waitFor(parked);
    await recovery.lookForAbandoned();
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    expect(tried).toEqual([]);
  });

  it("are looked for again where one was handed over during a look, which may have missed it", async () => {
    const first = Promise.withResolvers<string[]>();
    const answers = [first.promise, Promise.resolve(["late"])];
    const tried: string[] = [];
    const recovery = createRecovery({
      ...none,
      abandoned: () => answers.shift() ?? Promise.resolve([]),
      resume: async (id) => tried.push(id) > 0,
      reportBug: String,
      now: Date.now,
    });
    const look = recovery.lookForAbandoned();
    await recovery.lookForAbandoned();
    first.resolve(["early"]);
    await look;
    expect(tried).toEqual(["early", "late"]);
  });

  it("are looked for again after a look that failed", async () => {
    const answers = [() => Promise.reject(new Error("away")), async () => ["a"]];
    const tried: string[] = [];
    const recovery = createRecovery({
      ...none,
      abandoned: () => answers.shift()?.() ?? Promise.resolve([]),
      resume: async (id) => tried.push(id) > 0,
      reportBug: String,
      now: Date.now,
    });
    await expect(recovery.lookForAbandoned()).rejects.toThrow("away");
    await recovery.lookForAbandoned();
    expect(tried).toEqual(["a"]);
  });
});

describe("a process that starts", () => {
  it("goes on with what was cut off, but gives up what somebody had waited for over /v1", async () => {
    const did: string[] = [];
    const cutOff = (id: string, kind: "v1" | "hook") => ({ id, status: "interrupted", through: { kind } });
    const recovery = createRecovery({
      ...none,
      left: async () => [cutOff("a", "v1"), cutOff("b", "hook")] as ListedSummary[], // no more is read
      resume: async (id) => did.push(`resumed ${id}`) > 0,
      giveUp: async (id) => void did.push(`gave up ${id}`),
      reportBug: String,
      now: Date.now,
    });
    await recovery.afterStart();
    expect(did).toEqual(["gave up a", "resumed b"]);
  });
});
