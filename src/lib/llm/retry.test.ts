import { expect, test } from "vitest";
import { AppError } from "@/types/errors";
import type { RetryKind } from "./failure";
import { createRetryPlan } from "./retry";
import { systemTiming } from "./timing";

const error = new AppError("upstream_unavailable", "Down.");
const planWith = (random: number) => createRetryPlan({ ...systemTiming, random: () => random });
const waits = (kind: RetryKind, random = 0.5) => {
  const next = planWith(random);
  return Array.from({ length: 7 }, () => next({ error, retry: kind }));
};

test("waits are doubled each time, and each kind of failure has its own number of attempts", () => {
  expect(waits("server")).toEqual([200, 400, 800, 1600, undefined, undefined, undefined]);
  expect(waits("rateLimit")).toEqual([200, 400, 800, undefined, undefined, undefined, undefined]);
  expect(waits("stream")).toEqual([200, 400, 800, 1600, 3200, undefined, undefined]);
});

test("chance moves a wait by a tenth at most", () => {
  expect(waits("server", 0)[0]).toBeCloseTo(180);
  expect(waits("server", 1)[0]).toBeCloseTo(220);
});

test("one kind takes nothing from another", () => {
  const next = planWith(0.5);
  for (let times = 0; times < 4; times++) next({ error, retry: "server" });
  expect([next({ error, retry: "server" }), next({ error, retry: "stream" })]).toEqual([undefined, 200]);
});

test("what is final is not tried again", () => {
  expect(planWith(0.5)({ error })).toBeUndefined();
});

test("the upstream's own wish counts, up to a minute, and is one of the attempts", () => {
  const next = planWith(0.5);
  expect(next({ error, retry: "server", afterMs: 60_000 })).toBe(60_000);
  expect(next({ error, retry: "server", afterMs: 0 })).toBe(0);
  expect(next({ error, retry: "server" })).toBe(800);
  expect(next({ error, retry: "server", afterMs: 60_001 })).toBeUndefined();
});
