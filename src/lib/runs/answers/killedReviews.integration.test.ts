import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { runServiceIn, watch } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { REVIEWED } from "./testReviews";

const KILLS = 12;
const AT_ONCE = 3;
/** As many items are at work at once at most. */
const IN_FLIGHT = 2;
const childFile = new URL("./reviewer.child.ts", import.meta.url);

it("a run that asks goes on after SIGKILL at any point: nothing is paid twice, and no answer is lost", {
  timeout: 120_000,
}, async () => {
  async function killOnce(): Promise<void> {
    const directory = await testDirectory();
    const log = join(directory, "calls");
    const sent = async () => (await readFile(log, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
    const child = startChild(childFile, [directory, log]);
    onTestFinished(() => void child.process.kill("SIGKILL"));
    const id = await child.nextLine();
    await sleep(Math.random() * 250);
    const gone = once(child.process, "exit");
    child.process.kill("SIGKILL");
    await gone;

    const answeredBefore = (await watch(runServiceIn(directory), id)).flatMap((event) =>
      event.type === "node-answer" ? [event.item] : [],
    );
    const next = startChild(childFile, [directory, log, id]);
    onTestFinished(() => void next.process.kill("SIGKILL"));
    await next.nextLine();
    const after = runServiceIn(directory);
    await expect.poll(async () => (await after.read(id)).status, { timeout: 30_000 }).toBe("completed");
    next.process.kill("SIGKILL");

    const expected = REVIEWED.map((word) => `${word.toUpperCase()}!`);
    expect((await after.read(id)).outputs).toEqual({ o: expected });
    const answers = (await watch(after, id)).flatMap((event) => (event.type === "node-answer" ? [event.item] : []));
    expect(answers.slice(0, answeredBefore.length)).toEqual(answeredBefore);
    expect(answers.toSorted()).toEqual(REVIEWED.map((_, item) => item));
    expect((await sent()).length - 2 * REVIEWED.length).toBeLessThanOrEqual(IN_FLIGHT);
  }

  for (let start = 0; start < KILLS; start += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, killOnce));
  }
});
