import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, startRun } from "./support/canvas";
import { watchEventStreams } from "./support/eventStreams";
import { eventually } from "./support/eventually";
import { openGraph } from "./support/graph";
import {
  callsFor,
  callsMade,
  eventsOf,
  finishedBeforeResume,
  finishedItems,
  itemsOfEach,
  listAndChain,
  promptFor,
  readEvents,
  readSummary,
  startByApi,
  topics,
  waitForTheMiddle,
} from "./support/longRun";
import { setStage } from "./support/stage";

const stage = setStage();

const slow = { firstTokenMs: 150, tokenMs: 30 };

/** A run of a list and a chain, stopped in the middle of its items. */
async function runToTheMiddle(): Promise<string> {
  const { app, page } = stage;
  await connectAccount(app);
  await openGraph(app, page, listAndChain());
  app.simulator.control.setSwitches({ latency: slow });
  const run = await startRun(page);
  await waitForTheMiddle(run);
  return run;
}

describe("a server that is killed in the middle of a run", () => {
  it("goes on by itself, sends nothing again that was finished, and says what it sent again", async () => {
    const { app, page } = stage;
    const seen = await watchEventStreams(page);
    const before = callsMade(app);
    const run = await runToTheMiddle();

    await app.restart("SIGKILL");
    // In a database the lease of who was killed has to run out first.
    await eventually(async () => eventsOf(await readEvents(run), "run-resume").length, 20_000).toBe(1);
    const each = nodeCalled(page, "Each");
    await expectText(each, "Sent again");
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), /\w+ \w+/);

    const events = await readEvents(run);
    const finished = finishedBeforeResume(events);
    expect(finished.length).toBeGreaterThanOrEqual(4);
    expect(finished.length).toBeLessThan(topics.length);
    const calls = topics.map((topic) => callsFor(app, promptFor(topic)));
    expect(finished.map((item) => calls[item])).toEqual(finished.map(() => 1));
    const sentAgain = calls.filter((count) => count === 2).length;
    expect(sentAgain).toBeGreaterThan(0);
    expect(callsMade(app) - before).toBe(topics.length + 2 + sentAgain);
    expect(itemsOfEach(events).toSorted((a, b) => a - b)).toEqual([...topics.keys()]);
    expect(eventsOf(events, "run-resume")).toMatchObject([{ automatic: true }]);
    expect(eventsOf(events, "node-start").filter(({ node }) => node === "each")).toMatchObject([
      { attempt: 1 },
      { attempt: 2, resent: true },
    ]);

    await each.getByText("Each", { exact: true }).click();
    const table = page.getByRole("complementary").getByRole("table", { name: "Items" });
    await eventually(() => table.getByText("Sent again").count()).toBeGreaterThan(0);

    // The tab that stayed open took up its stream where it had broken off.
    expect(seen.ids).toEqual(events.map(({ seq }) => seq));
    expect(seen.resumedAfter[0]).toBeGreaterThan(finished.length);
  });

  it("goes on where no tab is open, and a tab that comes later sees the whole run", async () => {
    const { app, page, context } = stage;
    const run = await runToTheMiddle();
    await page.close();
    const before = (await finishedItems(run)).length;
    await app.restart("SIGKILL");
    await eventually(async () => (await finishedItems(run)).length).toBeGreaterThan(before);
    const later = await context.newPage();
    await later.goto(app.url);
    expect(await endOfRun(later, run)).toBe("completed");
    await expectText(nodeCalled(later, "Each"), "12 of 12 items");
    await expectText(nodeCalled(later, "Each"), "Done");
  });
});

describe("a tab that is closed in the middle of a run", () => {
  it("changes nothing for the run", async () => {
    const { app, page } = stage;
    const before = callsMade(app);
    const run = await runToTheMiddle();
    await page.close();
    await eventually(async () => (await readSummary(run)).status).toBe("completed");
    expect(callsMade(app) - before).toBe(topics.length + 2);
  });
});

describe("Stop in the middle of a list", () => {
  it("keeps the items that were finished and makes none of the calls that were left", async () => {
    const { app, page } = stage;
    const run = await runToTheMiddle();
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await endOfRun(page, run)).toBe("cancelled");
    const each = nodeCalled(page, "Each");
    await expectText(each, "Stopped");
    const finished = (await finishedItems(run)).length;
    expect(finished).toBeLessThan(topics.length);
    await expectText(each, new RegExp(`${finished} of 12 items`));
    await app.restart("SIGKILL");
    expect((await readSummary(run)).status).toBe("cancelled");

    // What was finished is not paid for again.
    const before = callsMade(app);
    await page.reload();
    const again = await startRun(page);
    expect(await endOfRun(page, again)).toBe("completed");
    expect(callsMade(app) - before).toBe(topics.length - finished + 2);
  });
});

describe("a run that is parked when the server is killed", () => {
  it("stays parked, and says so in the tab", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const id = await openGraph(app, page, listAndChain());
    app.simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
    const run = await startByApi(app, id);
    await eventually(async () => (await readSummary(run)).status).toBe("parked");
    await app.restart("SIGKILL");
    const summary = await readSummary(run);
    expect(summary).toMatchObject({ status: "parked", parked: { window: "5 h" } });
    const made = callsMade(app);
    await page.reload();
    await expectText(nodeCalled(page, "Each"), "Parked until");
    expect(callsMade(app)).toBe(made);
  });
});
