import { expect, test } from "vitest";
import { type RefreshOutcome, resendWhereSafe } from "./refreshOutcome";

const tokens: RefreshOutcome = { tokens: { accessToken: "new" } };
const refused = (retryAfterMs?: number): RefreshOutcome => ({
  failure: { code: "econnrefused", isPage: false, retryAfterMs },
});

/** Gives one outcome after the other, and how often it was asked. */
async function resend(...outcomes: RefreshOutcome[]) {
  let asked = 0;
  const outcome = await resendWhereSafe(async (signal) => {
    expect(signal.aborted).toBe(false);
    return outcomes[asked++] ?? expect.unreachable("asked too often");
  });
  return { outcome, asked };
}

test("tokens are not asked for again", async () => {
  expect(await resend(tokens)).toEqual({ outcome: tokens, asked: 1 });
});

test("what never arrived is sent again, three times in all", async () => {
  expect(await resend(refused(0), refused(0), tokens)).toEqual({ outcome: tokens, asked: 3 });
  expect(await resend(refused(0), refused(0), refused(1), tokens)).toEqual({ outcome: refused(1), asked: 3 });
});

test("what may have been taken is never sent again", async () => {
  const lost: RefreshOutcome = { failure: { code: "econnreset", isPage: false } };
  expect(await resend(lost, tokens)).toEqual({ outcome: lost, asked: 1 });
});

test("a pause that ends after the time for all of it is not waited for", async () => {
  expect(await resend(refused(10_001), tokens)).toEqual({ outcome: refused(10_001), asked: 1 });
});
