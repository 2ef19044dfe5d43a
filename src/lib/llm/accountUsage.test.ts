import { expect, test, vi } from "vitest";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { UsageReport } from "@/types/limits";
import { mapIds, providerIds } from "@/types/providerTable";
import { credentialSource, planPayer } from "./__fixtures__/upstream";
import { createAccountUsage } from "./accountUsage";
import type { Provider } from "./provider";

const startMs = Date.UTC(2026, 10, 21, 12);
const usable: UsageReport = {
  windows: [{ label: "5 h", lengthSeconds: 18_000, usedPercent: 10 }],
  allowed: true,
  isComplete: true,
};

function setUp(more: Partial<CredentialSource> = {}) {
  let nowMs = startMs;
  const { accounts, limited } = memoryAccountLimits();
  const limits = createLimits({ accounts, now: () => nowMs });
  const readUsage = vi.fn<NonNullable<Provider["readUsage"]>>(async () => usable);
  // Only the usage is asked for here.
  const provider = { readUsage } as unknown as Provider;
  const usage = createAccountUsage({
    providers: mapIds(providerIds, () => provider),
    credentialsFor: async () => ({ ...credentialSource(planPayer).source, limitedUntil: limited.get("acc1"), ...more }),
    limits,
    now: () => nowMs,
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { usage, limits, limited, readUsage, pass };
}

test("asks the upstream once a minute, also for many at once", async () => {
  const { usage, readUsage, pass } = setUp();
  const first = await usage.read("acc1");
  expect(first).toEqual({ windows: usable.windows, usableNow: true, observedAt: new Date(startMs).toISOString() });
  await Promise.all([usage.read("acc1"), usage.read("acc1")]);
  pass(59_999);
  await usage.read("acc1");
  expect(readUsage).toHaveBeenCalledTimes(1);
  pass(1);
  await Promise.all([usage.read("acc1"), usage.read("acc1")]);
  expect(readUsage).toHaveBeenCalledTimes(2);
});

test("between polls it tells what calls brought", async () => {
  const { usage, limits } = setUp();
  await usage.read("acc1");
  limits.observe("acc1", {
    windows: [{ label: "5 h", lengthSeconds: 18_000, usedPercent: 55 }],
    isComplete: false,
  });
  expect((await usage.read("acc1")).windows).toMatchObject([{ usedPercent: 55 }]);
});

test("a poll that finds the plan usable takes back a limit that was noted", async () => {
  const { usage, limited } = setUp();
  limited.set("acc1", "2026-11-21T15:00:00.000Z");
  expect(await usage.read("acc1")).toMatchObject({ usableNow: true });
  expect(limited.size).toBe(0);
});

test("a poll that agrees with the limit leaves it, and a limited account is looked at again after seconds", async () => {
  const { usage, limited, readUsage, pass } = setUp();
  limited.set("acc1", "2026-11-21T15:00:00.000Z");
  readUsage.mockResolvedValue({ ...usable, allowed: false });
  expect(await usage.read("acc1")).toMatchObject({ usableNow: false, blockedUntil: "2026-11-21T15:00:00.000Z" });
  pass(5_000);
  readUsage.mockResolvedValue(usable);
  expect(await usage.read("acc1")).toMatchObject({ usableNow: true });
  expect(limited.size).toBe(0);
});

test("a poll that tells nothing takes nothing back", async () => {
  const { usage, limited, readUsage } = setUp();
  limited.set("acc1", "2026-11-21T15:00:00.000Z");
  readUsage.mockResolvedValue({ windows: [], isComplete: true });
  expect(await usage.read("acc1")).toMatchObject({ usableNow: false });
  expect(limited.size).toBe(1);
});

test("a poll that fails shows what is known with its age, and only without it the failure", async () => {
  const { usage, readUsage, pass } = setUp();
  readUsage.mockRejectedValueOnce(new AppError("upstream_unavailable", "down"));
  await expect(usage.read("acc1")).rejects.toMatchObject({ code: "upstream_unavailable" });
  const known = await usage.read("acc1");
  pass(120_000);
  readUsage.mockRejectedValueOnce(new AppError("upstream_unavailable", "down"));
  expect(await usage.read("acc1")).toEqual(known);
});

test.each([{ payer: { ...planPayer, mode: "api_key" as const } }, { route: "siwc" as const }])(
  "the plan backend is not asked about %j",
  async (more) => {
    const { usage, readUsage } = setUp(more);
    expect(await usage.read("acc1")).toEqual({ windows: [], usableNow: true });
    expect(readUsage).not.toHaveBeenCalled();
  },
);
