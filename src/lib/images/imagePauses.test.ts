import { expect, it } from "vitest";
import { fakeTiming, keyPayer, planPayer } from "@/lib/llm/__fixtures__/upstream";
import { AppError } from "@/types/errors";
import { createImagePauses } from "./imagePauses";

const never = new AbortController().signal;
const limited = (retryAfterMs?: number) => new AppError("rate_limited", "Too many.", { retryAfterMs });

function setUp() {
  const clock = fakeTiming();
  return { ...clock, pauses: createImagePauses(clock.timing) };
}

it("holds up nothing after a limit without a time, nor after any other failure", async () => {
  const { pauses, slept } = setUp();
  pauses.note(planPayer, limited());
  pauses.note(planPayer, new AppError("upstream_unavailable", "Down.", { retryAfterMs: 5000 }));
  await pauses.wait(planPayer, never);
  expect(slept).toEqual([]);
});

it("waits out a short time, once, and for that payer alone", async () => {
  const { pauses, slept } = setUp();
  pauses.note(planPayer, limited(5000));
  await pauses.wait(keyPayer, never);
  expect(slept).toEqual([]);
  await pauses.wait(planPayer, never);
  await pauses.wait(planPayer, never);
  expect(slept).toEqual([5000]);
});

it("refuses at once within a long time, and says until when", async () => {
  const { pauses, slept, advance } = setUp();
  pauses.note(planPayer, limited(90_000));
  await expect(pauses.wait(planPayer, never)).rejects.toMatchObject({
    code: "rate_limited",
    facts: { until: expect.stringContaining("12:01:30"), retryAfterMs: 90_000 },
  });
  expect(slept).toEqual([]);
  advance(90_000);
  await pauses.wait(planPayer, never);
});
