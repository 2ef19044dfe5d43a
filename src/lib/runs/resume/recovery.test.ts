import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createRecovery } from "./recovery";

const MINUTE_MS = 60_000;

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
    list: async () => [],
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

  it("looks again soon for a run that must not go on yet", async () => {
    const { recovery, triedAfterMs, parked } = parkedRun(-MINUTE_MS, false);
    for (let minute = 0; minute < 5; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
      recovery.waitFor(parked());
    }
    expect(triedAfterMs).toHaveLength(5);
  });
});
