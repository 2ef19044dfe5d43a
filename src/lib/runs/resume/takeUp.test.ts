import { describe, expect, it } from "vitest";
import type { ActiveRuns } from "@/lib/runs/activeRuns";
import { testClaims } from "@/lib/runs/testClaims";
import type { RunClaim, RunJournal } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { claimRun, withClaim, withClaimed } from "./claimRun";
import { begin, takeUpUnasked } from "./takeUp";

function setUp() {
  const begun: string[] = [];
  const { claimed, ...claims } = testClaims();
  const size = async (id: string) => {
    if (id === "gone") throw new AppError("not_found", "There is no such run.");
    if (id === "unreadable") throw new AppError("storage_failed", "The disk is broken.");
    return 1;
  };
  // Only what claiming and beginning touch.
  const journal = { size } as RunJournal;
  const active = { begin: ({ id }: { id: string }) => begun.push(id) } as unknown as ActiveRuns;
  return { stores: { journal, claims } as Parameters<typeof takeUpUnasked>[0]["stores"], claimed, begun, active };
}

describe("a run that is to be taken up", () => {
  it("keeps its claim when it begins, and lets go of it when it does not or cannot", async () => {
    const { stores, claimed, begun, active } = setUp();
    const prepared = { setup: {}, startEvents: [] } as never;
    expect(await begin(active, "r", await claimRun(stores, "r"), async () => prepared)).toBe(true);
    expect([begun, [...claimed]]).toEqual([["r"], ["r"]]);
    expect(await begin(active, "s", await claimRun(stores, "s"), async () => undefined)).toBe(false);
    const broken = begin(active, "t", await claimRun(stores, "t"), () => Promise.reject(new Error("broken")));
    await expect(broken).rejects.toThrow("broken");
    expect([begun, [...claimed]]).toEqual([["r"], ["r"]]);
  });

  it("is left alone unasked where it is at work or gone, and told where it cannot be read", async () => {
    const { stores, active, claimed } = setUp();
    const options = { stores, active, mayRunUnattended: async () => true, now: () => 0 };
    await claimRun(stores, "busy");
    expect(await takeUpUnasked(options, "busy")).toBe(false);
    expect(await takeUpUnasked(options, "gone")).toBe(false);
    await expect(takeUpUnasked(options, "unreadable")).rejects.toMatchObject({ code: "storage_failed" });
    expect([...claimed]).toEqual(["busy"]);
  });

  it("is handed over where it goes on elsewhere or later, and let go of where it does not", async () => {
    const { active } = setUp();
    const ways: string[] = [];
    const signal = new AbortController().signal;
    const way = (name: string) => async () => void ways.push(name);
    const claim = { lost: signal, stop: signal, release: way("release"), handOver: way("handOver") };
    const events = (text: string) => async () => [{ seq: 1, at: "", type: text }] as never;
    const away = new AppError("storage_failed", "The database is away.");
    const damaged = new AppError("storage_failed", "The journal is damaged.");
    const journal = { size: async () => 1, outlasts: (error: unknown) => error === away };
    const options = (read: () => Promise<never>) => ({
      stores: { journal: { ...journal, read }, claims: { claim: async () => claim } } as never,
      ...{ active, mayRunUnattended: async () => true, now: () => 0 },
    });
    await expect(takeUpUnasked(options(events("of-another-version")), "r")).rejects.toMatchObject({ code: "conflict" });
    const ended = async () => [{ seq: 1, at: "", type: "run-end", status: "completed", outputs: {} }] as never;
    expect(await takeUpUnasked(options(ended), "r")).toBe(false);
    for (const failure of [away, damaged]) {
      await expect(
        takeUpUnasked(
          options(() => Promise.reject(failure)),
          "r",
        ),
      ).rejects.toBe(failure);
    }
    expect(ways).toEqual(["handOver", "release", "handOver", "release"]);
  });
});

describe("a claim", () => {
  it("is refused in words while another holds it", async () => {
    const { stores } = setUp();
    await claimRun(stores, "r");
    await expect(claimRun(stores, "r")).rejects.toMatchObject({
      code: "conflict",
      message: "This run is at work. Stop it first, or wait until it has ended.",
      facts: { id: "r" },
    });
    await expect(claimRun(stores, "gone")).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends with the work it was for, however that ends", async () => {
    const { stores, claimed } = setUp();
    await withClaim(stores, "r", async () => expect([...claimed]).toEqual(["r"]));
    await expect(withClaim(stores, "r", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect([...claimed]).toEqual([]);
  });

  it("is given back where its work fails, and let go of where that is done", async () => {
    const ways: string[] = [];
    const claim = {
      release: async () => void ways.push("release"),
      giveBack: async () => void ways.push("giveBack"),
    } as unknown as RunClaim;
    const failing = withClaimed(claim, () => Promise.reject(new Error("refused")));
    await expect(failing).rejects.toThrow("refused");
    await withClaimed(claim, async () => undefined);
    expect(ways).toEqual(["giveBack", "release"]);
  });
});
