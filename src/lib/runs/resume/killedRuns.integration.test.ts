import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";
import { answering } from "@/lib/engine/testRun";
import { killWorkflow, runServiceIn, runToEnd, until, watch } from "@/lib/runs/testRunService";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";

const KILLS = 50;
const AT_ONCE = 4;
const CALLS = 41;
/** As many items are at work at once at most. */
const IN_FLIGHT = 4;

const childFile = new URL("./runner.child.ts", import.meta.url).href;

/** `pace` multiplies the few milliseconds that a call takes; a run of pace 1 takes about 200. */
function startRunner(directory: string, pace: number, id?: string): TestChild {
  const child = startChild(childFile, [
    directory,
    join(directory, "calls"),
    String(pace),
    ...(id === undefined ? [] : [id]),
  ]);
  onTestFinished(() => void child.process.kill("SIGKILL"));
  return child;
}

async function kill({ process }: TestChild): Promise<void> {
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await gone;
}

/** Calls whose answers the journal has. */
function finishedCalls(events: readonly RunEvent[]): number {
  return events.filter(({ type, ...event }) => {
    if (type === "node-item") return true;
    return type === "node-end" && "node" in event && event.node === "sum";
  }).length;
}

async function callsIn(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "calls"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

it("goes on after SIGKILL at any of 50 points and sends again only what was unfinished", {
  timeout: 300_000,
}, async () => {
  const [whole] = (await runToEnd(runServiceIn(await testDirectory()), killWorkflow)).slice(-1);
  const places: number[] = [];

  async function killOnce(hasCache: boolean): Promise<void> {
    const directory = await testDirectory();
    const child = startRunner(directory, 1);
    const id = await child.nextLine();
    await sleep(Math.random() * 200);
    await kill(child);

    const journal = createFileRunJournal(join(directory, "runs"));
    const before = await journal.read(id);
    const finished = finishedCalls(before);
    places.push(finished);
    const sent: string[] = [];
    const noCache = { digest: async () => "0".repeat(64), get: async () => undefined, put: async () => {} };
    const after = runServiceIn(directory, {
      ...(hasCache ? {} : { cache: noCache }),
      callLlm: answering((text) => {
        sent.push(text);
        return text.toUpperCase();
      }),
    });
    await after.recovery.afterStart();
    const events = await watch(after, id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    expect(events.filter(({ type }) => type === "run-end")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ status: "completed", outputs: whole && "outputs" in whole && whole.outputs });
    expect(finishedCalls(events)).toBe(CALLS);
    // With the cache, answers that had not reached the journal yet are not asked for again either.
    if (!hasCache) expect(sent).toHaveLength(CALLS - finished);
    const sentBefore = await callsIn(directory);
    expect(sentBefore.length + sent.length - CALLS).toBeLessThanOrEqual(IN_FLIGHT);
  }

  for (let start = 0; start < KILLS; start += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, KILLS - start) }, (_, offset) => killOnce(offset % 2 === 0));
    await Promise.all(batch);
  }
  // The kills fell all over the run.
  expect(new Set(places).size).toBeGreaterThan(5);
});

it("leaves a run alone that another living process works on, shows it, and takes it up when that one dies", async () => {
  const directory = await testDirectory();
  const child = startRunner(directory, 20);
  const id = await child.nextLine();
  const other = runServiceIn(directory);
  expect(await other.read(id)).toMatchObject({ status: "running" });
  await other.recovery.afterStart();
  await expect(other.resume(id)).rejects.toMatchObject({ code: "conflict" });
  await expect(other.remove(id)).rejects.toMatchObject({ code: "conflict" });
  await expect(other.cancel(id)).rejects.toMatchObject({ code: "conflict" });
  const events = await watch(other, id);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  expect(events.some(({ type }) => type === "run-resume")).toBe(false);
  expect(await callsIn(directory)).toHaveLength(CALLS);
  await kill(child);
  expect(await other.read(id)).toMatchObject({ status: "completed" });
});

it("says of calls that were in flight when the process died that they were sent again", async () => {
  const directory = await testDirectory();
  const child = startRunner(directory, 20);
  const id = await child.nextLine();
  await until(runServiceIn(directory), id, "node-item");
  await kill(child);
  const after = runServiceIn(directory);
  expect(await after.read(id)).toMatchObject({ status: "interrupted" });
  await after.recovery.afterStart();
  const events = await watch(after, id);
  const again = events.filter((event) => event.type === "node-start" && event.attempt === 2 && event.resent);
  expect(again.length).toBeGreaterThan(0);
  expect(events.find(({ type }) => type === "run-resume")).toMatchObject({ automatic: true });
});

it("lets one of two processes that start together take a run up", async () => {
  const directory = await testDirectory();
  const child = startRunner(directory, 20);
  const id = await child.nextLine();
  await until(runServiceIn(directory), id, "node-item");
  await kill(child);
  const both = [startRunner(directory, 5, id), startRunner(directory, 5, id)];
  const ends = await Promise.all(
    both.map(async (each) => {
      await each.nextLine();
      return each.nextLine();
    }),
  );
  expect(ends).toEqual(["completed", "completed"]);
  const events = await watch(runServiceIn(directory), id);
  expect(events.filter(({ type }) => type === "run-resume")).toHaveLength(1);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
});

it("lets one of two processes that wait for the same limit go on with a parked run, and pays once", async () => {
  const directory = await testDirectory();
  const resetsAt = new Date(Date.now() + 3000).toISOString();
  const onUsedUpPlan = answering(() => {
    throw new AppError("usage_limit_reached", "The plan is used up.", { resetsAt, account: "default" });
  });
  // It leaves the run to the others.
  const before = runServiceIn(directory, { callLlm: onUsedUpPlan, mayRunUnattended: async () => false });
  const { id } = await before.start(killWorkflow);
  await watch(before, id);
  expect(await before.read(id)).toMatchObject({ status: "parked", parked: { until: resetsAt } });
  const both = [startRunner(directory, 1, id), startRunner(directory, 1, id)];
  await Promise.all(both.map((each) => each.nextLine()));
  await vi.waitFor(async () => expect(await before.read(id)).toMatchObject({ status: "completed" }), 20_000);
  expect((await watch(before, id)).filter(({ type }) => type === "run-resume")).toHaveLength(1);
  expect(await callsIn(directory)).toHaveLength(CALLS);
});
