import { expect, test } from "vitest";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { AuthStatus, Payer } from "@/types/providers";
import { createLimits } from "./limits";
import { memoryAccountLimits } from "./testLimits";

const account: Payer = { kind: "account", id: "a1", provider: "openai-auth", name: "Work" };
const key: Payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" };

function setUp() {
  let nowMs = Date.UTC(2026, 10, 21, 12);
  const store = memoryAccountLimits();
  const limits = createLimits({ accounts: store.accounts, now: () => nowMs });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const at = (ms: number) => new Date(nowMs + ms).toISOString();
  const source = (payer = account): CredentialSource => ({
    payer,
    limitedUntil: store.limited.get(payer.id),
    get: async () => ({ bearer: "t" }),
    refused: async () => false,
  });
  return { limits, pass, at, source, limited: store.limited };
}

const limitError = (resetsAt: string) => new AppError("usage_limit_reached", "The limit is reached.", { resetsAt });

test("a used-up plan is noted until its reset, and calls are refused as the upstream would", async () => {
  const { limits, pass, at, source, limited } = setUp();
  const resetsAt = at(3_600_000);
  limits.observe("a1", {
    windows: [{ label: "5 h", lengthSeconds: 18_000, usedPercent: 100, resetsAt }],
    isComplete: false,
  });
  await limits.failed(account, "m", limitError(resetsAt));
  expect(limited.get("a1")).toBe(resetsAt);
  expect(() => limits.check(source(), "other-model")).toThrow(
    expect.objectContaining({
      code: "usage_limit_reached",
      facts: { action: "wait", until: resetsAt, resetsAt, account: "a1", window: "5 h" },
      message:
        "The usage limit of “Work” is reached (the 5 h window). It resets at 2026-11-21 13:00 UTC. Nothing was sent.",
    }),
  );
  expect(limits.usageOf("a1", resetsAt).usableNow).toBe(false);
  pass(3_600_000);
  expect(() => limits.check(source(), "m")).not.toThrow();
});

test("an accepted call takes the limit back, and nothing is written where none was noted", async () => {
  const { limits, at, source, limited } = setUp();
  await limits.failed(account, "m", limitError(at(3_600_000)));
  await limits.accepted(source());
  expect(limited.size).toBe(0);
  limited.set("a1", at(1));
  const { limitedUntil: _, ...unaware } = source();
  await limits.accepted(unaware);
  expect(limited.size).toBe(1);
});

test("a limit without a reset time, one of a key, and other failures block nothing", async () => {
  const { limits, at, limited } = setUp();
  await limits.failed(account, "m", new AppError("usage_limit_reached", "No credit.", { action: "manage_usage" }));
  await limits.failed(account, "m", new AppError("rate_limited", "Slow down.", { retryAfterMs: 5 }));
  await limits.failed(account, "m", new TypeError("a bug"));
  await limits.failed(key, "m", limitError(at(1000)));
  expect(limited.size).toBe(0);
});

test("a limit that was just noted is taken back by a call that began before it", async () => {
  const { limits, at, source, limited } = setUp();
  const unaware = source();
  await limits.failed(account, "m", limitError(at(3_600_000)));
  await limits.accepted(unaware);
  expect(limited.size).toBe(0);
});

test("a limit that has passed blocks nothing, and one that holds is refused without naming a window", () => {
  const { limits, pass, at, source, limited } = setUp();
  limited.set("a1", at(1000));
  expect(() => limits.check(source(), "m")).toThrow(
    expect.objectContaining({ facts: { action: "wait", until: at(1000), resetsAt: at(1000), account: "a1" } }),
  );
  pass(1000);
  expect(() => limits.check(source(), "m")).not.toThrow();
});

test("a payer that is to be left alone meets the same error until then, or until a call is let in", async () => {
  const { limits, pass, source } = setUp();
  const error = new AppError("usage_limit_reached", "No credit.", { pauseMs: 60_000 });
  const meet = () => limits.failed(key, "m", error);
  await meet();
  expect(() => limits.check(source(key), "other")).toThrow(error);
  expect(() => limits.check(source(account), "m")).not.toThrow();
  pass(59_999);
  expect(() => limits.check(source(key), "m")).toThrow(error);
  pass(1);
  expect(() => limits.check(source(key), "m")).not.toThrow();
  await meet();
  await limits.accepted(source(key));
  expect(() => limits.check(source(key), "m")).not.toThrow();
});

test("a failure that names no time leaves nobody alone", async () => {
  const { limits, source } = setUp();
  await limits.failed(key, "m", new AppError("upstream_unavailable", "Down."));
  expect(() => limits.check(source(key), "m")).not.toThrow();
});

test("a limit that could not be taken back is taken back by the next call that is let in", async () => {
  const { accounts, limited } = memoryAccountLimits();
  const { clearLimit } = accounts;
  accounts.clearLimit = () => Promise.reject(new AppError("storage_failed", "disk full"));
  const limits = createLimits({ accounts, now: () => 0 });
  const { source } = setUp();
  await limits.failed(account, "m", limitError("2026-11-21T13:00:00Z"));
  await limits.accepted(source());
  expect(limited.size).toBe(1);
  accounts.clearLimit = clearLimit;
  await limits.accepted(source());
  expect(limited.size).toBe(0);
});

test("a store that cannot write does not hide the call's own error", async () => {
  const limits = createLimits({
    accounts: {
      noteLimit: () => Promise.reject(new AppError("storage_failed", "disk full")),
      clearLimit: () => Promise.reject(new AppError("storage_failed", "disk full")),
    },
    now: () => 0,
  });
  const { source } = setUp();
  await expect(limits.failed(account, "m", limitError("2026-11-21T13:00:00Z"))).resolves.toBeUndefined();
  await expect(limits.accepted(source())).resolves.toBeUndefined();
});

test("a model at capacity is left alone for a short time, other models and payers are not", async () => {
  const { limits, pass, at, source } = setUp();
  await limits.failed(account, "big", new AppError("upstream_unavailable", "At capacity.", { atCapacity: true }));
  expect(() => limits.check(source(), "big")).toThrow(
    expect.objectContaining({
      code: "upstream_unavailable",
      message:
        'The model "big" was at capacity on “Work” a moment ago, so nothing was sent. Try again in 20 s, or choose another model.',
      facts: { action: "wait", until: at(20_000), retryAfterMs: 20_000, atCapacity: true },
    }),
  );
  expect(() => limits.check(source(), "small")).not.toThrow();
  expect(() => limits.check(source(key), "big")).not.toThrow();
  pass(20_000);
  expect(() => limits.check(source(), "big")).not.toThrow();
});

test("an account has three calls at work, a key eight, each with a gate of its own", () => {
  const { limits } = setUp();
  limits.gateOf(account).join();
  expect(limits.queueOf(account)).toEqual({ running: 1, waiting: 0, limit: 3 });
  expect(limits.queueOf(key)).toEqual({ running: 0, waiting: 0, limit: 8 });
});

test("the status tells use and queue of each account", () => {
  const { limits, at } = setUp();
  const view = {
    id: "a1",
    name: "Work",
    route: "codex",
    mode: "chatgpt",
    status: "limited",
    limitedUntil: at(60_000),
    idTokenVerified: true,
    missing: [],
  } as const;
  const status: AuthStatus = {
    connected: true,
    configured: true,
    accounts: [{ ...view, missing: [] }],
    defaultAccountId: "a1",
    pending: [],
  };
  expect(limits.withUsage(status)).toMatchObject({
    connected: true,
    accounts: [{ id: "a1", usage: { usableNow: false }, queue: { running: 0, waiting: 0, limit: 3 } }],
  });
});

test("of an account that is gone nothing is kept, and of others everything", async () => {
  const { limits } = setUp();
  const other = { ...account, id: "a12" };
  const pauses = new AppError("usage_limit_reached", "The limit is reached.", { pauseMs: 60_000 });
  const full = new AppError("upstream_unavailable", "Full.", { atCapacity: true });
  for (const payer of [account, other]) {
    limits.gateOf(payer).join();
    limits.observe(payer.id, { windows: [{ label: "5 h", lengthSeconds: 18_000 }], isComplete: true });
    await limits.failed(payer, "m", pauses);
    await limits.failed(payer, "m", full);
  }
  limits.forget("a1");
  const unlimited = (payer: Payer): CredentialSource => ({
    payer,
    get: async () => ({ bearer: "t" }),
    refused: async () => false,
  });
  expect(() => limits.check(unlimited(account), "m")).not.toThrow();
  expect(() => limits.check(unlimited(other), "m")).toThrow();
  expect(limits.queueOf(account).running).toBe(0);
  expect(limits.queueOf(other).running).toBe(1);
  expect(limits.usageOf("a1").windows).toEqual([]);
  expect(limits.usageOf("a12").windows).toHaveLength(1);
});
