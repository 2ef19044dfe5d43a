import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import type { RunServiceOptions } from "@/lib/runs/runService";
import { listWorkflow, noteAndDie, runServiceIn, watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";

/** A model on a plan that is used up for every account in `limited`, until `resetsAt`. */
function onPlan(limited: Set<string>, resetsAt: string, asked: string[] = []): CallLlm {
  return answering((text, { provider, account = "default" }) => {
    if (provider === "openai") return text.toUpperCase();
    if (limited.has(account)) {
      throw new AppError("usage_limit_reached", "The plan is used up.", { resetsAt, window: "5 h", account });
    }
    asked.push(`${account} ${text}`);
    return text.toUpperCase();
  });
}

const plan = (id: string, data: Record<string, unknown> = {}) => llm(id, { provider: "openai-auth", ...data });

/** One node on the default account, one on another, one on a key. */
const threePayers = workflowOf(
  [
    node("p", "prompt", { text: "hello" }),
    plan("a", { system: "a" }),
    plan("b", { system: "b", account: "team" }),
    llm("key"),
    ...["a", "b", "key"].map((id) => node(`o-${id}`, "output", { format: "auto" })),
  ],
  ["a", "b", "key"].flatMap((id) => [`p.text>${id}.prompt`, `${id}.text>o-${id}.value`]),
);

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function parkedRun(limited = new Set(["default"])) {
  const directory = await testDirectory();
  const resetsAt = inAnHour();
  const asked: string[] = [];
  const runs = runServiceIn(directory, { callLlm: onPlan(limited, resetsAt, asked) });
  const { id } = await runs.start(threePayers);
  await watch(runs, id);
  return { runs, id, limited, asked, resetsAt, directory };
}

describe("a run that met a usage limit", () => {
  it("does all else, and says until when it is parked, by which window and whose", async () => {
    const { runs, id, resetsAt, asked } = await parkedRun();
    const summary = await runs.read(id);
    expect(summary).toMatchObject({
      status: "parked",
      parked: { until: resetsAt, window: "5 h", account: "default" },
      outputs: { "o-b": "HELLO", "o-key": "HELLO" },
    });
    expect(summary.endedAt).toBeUndefined();
    expect((await runs.list()).runs[0]).toMatchObject({ status: "parked", parked: { until: resetsAt } });
    expect(asked).toEqual(["team hello"]);
  });

  it("goes on at once on another account, and pays with it only what was parked", async () => {
    const { runs, id, asked, directory } = await parkedRun();
    await runs.resume(id, { account: "second" });
    const events = await watch(runs, id);
    expect(events.at(-1)).toMatchObject({ status: "completed", outputs: { "o-a": "HELLO", "o-b": "HELLO" } });
    expect(asked).toEqual(["team hello", "second hello"]);
    const journal = await readFile(join(directory, "runs", id, "events.jsonl"), "utf8");
    expect(journal).toContain('"account":{"instead":["default",""],"use":"second"}');
  });

  it("stays parked when the account that is picked is not there", async () => {
    const { id, directory } = await parkedRun();
    const requireAccount = async (account: string) => {
      throw new AppError("not_found", "This account is no longer connected.", { account });
    };
    const runs = runServiceIn(directory, { requireAccount });
    await expect(runs.resume(id, { account: "gone" })).rejects.toMatchObject({ code: "not_found" });
    expect(await runs.read(id)).toMatchObject({ status: "parked" });
  });

  it("keeps to the account that was picked when it is cut off and taken up again", async () => {
    const limited = new Set(["default", "second"]);
    const { runs, id, asked } = await parkedRun(limited);
    await runs.resume(id, { account: "second" });
    expect((await watch(runs, id)).at(-1)).toMatchObject({ status: "parked" });
    limited.delete("second");
    await runs.resume(id);
    await watch(runs, id);
    expect(asked).toContain("second hello");
  });

  it("goes on by itself when the limit passes, also when the server was started anew", async () => {
    const { id, directory, limited, resetsAt, asked } = await parkedRun();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const runs = runServiceIn(directory, { callLlm: onPlan(limited, resetsAt, asked) });
    await runs.recovery.afterStart();
    await vi.advanceTimersByTimeAsync(3_500_000);
    expect(await runs.read(id)).toMatchObject({ status: "parked" });
    limited.clear();
    await vi.advanceTimersByTimeAsync(200_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await runs.read(id)).toMatchObject({ status: "completed" }), 5000);
    expect(asked).toEqual(["team hello", "default hello"]);
  });

  it("is not asked for again by a process that comes late, when it waits for a later limit meanwhile", async () => {
    const { id, directory, asked } = await parkedRun();
    const isLater = () => Date.now() + 3_600_000 + 2000;
    const inThreeHours = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const onFreePlan = onPlan(new Set(), inThreeHours, asked);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const late = runServiceIn(directory, { callLlm: onFreePlan, now: isLater });
    await late.recovery.afterStart(); // it knows of the first limit only
    const first = runServiceIn(directory, { callLlm: onPlan(new Set(["default"]), inThreeHours), now: isLater });
    await first.resume(id);
    await watch(first, id);
    const before = await readFile(join(directory, "runs", id, "events.jsonl"), "utf8");
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    // Whoever goes on with it holds its claim.
    await vi.waitFor(async () => expect(await late.isAtWork(id)).toBe(false));
    await late.recovery.lookForParked();
    expect(await readFile(join(directory, "runs", id, "events.jsonl"), "utf8")).toBe(before);
    expect(asked).toEqual(["team hello"]);
  });

  it("is given up when it is cancelled, and not taken up any more", async () => {
    const { runs, id } = await parkedRun();
    expect(await runs.cancel(id)).toMatchObject({ status: "cancelled", outputs: { "o-b": "HELLO" } });
    await runs.recovery.afterStart();
    expect(await runs.read(id)).toMatchObject({ status: "cancelled" });
  });
});

describe("resuming on request", () => {
  it("tries again only the items that failed", async () => {
    const directory = await testDirectory();
    let isStrict = true;
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      if (isStrict && text === "bad") throw new AppError("content_rejected", "No.");
      return text.toUpperCase();
    });
    const runs = runServiceIn(directory, { callLlm });
    const { id } = await runs.start(listWorkflow(["owl", "bad", "fox"]));
    await watch(runs, id);
    expect(await runs.read(id)).toMatchObject({ status: "completed", problems: 1 });
    isStrict = false;
    await runs.resume(id, { only: "failed" });
    expect((await watch(runs, id)).at(-1)).toMatchObject({ outputs: { o: ["OWL", "BAD", "FOX"] } });
    expect(asked.sort()).toEqual(["bad", "bad", "fox", "owl"]);
    expect(await runs.read(id)).toMatchObject({ status: "completed", problems: 0 });
    await expect(runs.resume(id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps on trying again what failed when that is cut off itself", async () => {
    const directory = await testDirectory();
    let isStrict = true;
    const callLlm = answering((text) => {
      if (isStrict && text === "bad") throw new AppError("content_rejected", "No.");
      return text.toUpperCase();
    });
    const runs = runServiceIn(directory, { callLlm });
    const { id } = await runs.start(listWorkflow(["owl", "bad"]));
    await watch(runs, id);
    // A process that was killed right after it had noted what it was asked for.
    await noteAndDie(directory, id, { type: "run-resume", retryFailed: true });
    isStrict = false;
    const after = runServiceIn(directory, { callLlm });
    expect(await after.read(id)).toMatchObject({ status: "interrupted" });
    await after.recovery.afterStart();
    expect((await watch(after, id)).at(-1)).toMatchObject({ outputs: { o: ["OWL", "BAD"] } });
  });

  it("refuses what does not exist, and writes nothing for it", async () => {
    const runs = runServiceIn(await testDirectory());
    for (const id of ["nobody", "../../etc", ""]) {
      await expect(runs.resume(id)).rejects.toMatchObject({ code: "not_found" });
      await expect(runs.remove(id)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await runs.list()).runs).toEqual([]);
  });
});

describe("taking up what was cut off", () => {
  async function cutOff(settings: Record<string, unknown> = {}): Promise<{ directory: string; id: string }> {
    const directory = await testDirectory();
    const runs = runServiceIn(directory);
    const { id } = await runs.start(listWorkflow(["owl"], settings));
    await watch(runs, id);
    const path = join(directory, "runs", id, "events.jsonl");
    const lines = (await readFile(path, "utf8")).split("\n");
    await writeFile(
      path,
      lines
        .slice(
          0,
          lines.findIndex((line) => line.includes("node-delta")),
        )
        .join("\n")
        .concat("\n"),
    );
    return { directory, id };
  }

  it("is not done for a document that must not run unattended; it is offered instead", async () => {
    const { directory, id } = await cutOff();
    const runs = runServiceIn(directory, { mayRunUnattended: async () => false });
    await runs.recovery.afterStart();
    expect(await runs.read(id)).toMatchObject({ status: "interrupted" });
    await runs.resume(id);
    expect((await watch(runs, id)).at(-1)).toMatchObject({ status: "completed" });
  });

  it("depends on the account that a person has put in since, not on the one before", async () => {
    const { directory, id } = await cutOff({ provider: "openai-auth" });
    const account = { instead: [""], use: "second" };
    await noteAndDie(directory, id, { type: "run-resume", account });
    const asked: unknown[] = [];
    const mayRunUnattended: RunServiceOptions["mayRunUnattended"] = async (nodes) => {
      asked.push(...nodes.map(({ data }) => data.account));
      return false;
    };
    await runServiceIn(directory, { mayRunUnattended }).recovery.afterStart();
    expect(asked).toEqual([undefined, "second", undefined]);
  });

  it("ends after three attempts that brought nothing, and waits for a person", async () => {
    const { directory, id } = await cutOff();
    for (let attempt = 0; attempt < 3; attempt++)
      await noteAndDie(directory, id, { type: "run-resume", automatic: true });
    const runs = runServiceIn(directory);
    await runs.recovery.afterStart();
    expect(await runs.read(id)).toMatchObject({ status: "interrupted" });
    await runs.resume(id);
    expect((await watch(runs, id)).at(-1)).toMatchObject({ status: "completed" });
  });
});
