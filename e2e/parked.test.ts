import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import {
  callsFor,
  callsMade,
  eventsOf,
  finishedItems,
  forgetResults,
  listAndChain,
  promptFor,
  readEvents,
  readSummary,
} from "./support/longRun";
import { openDrawer } from "./support/runDrawer";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => forgetResults(stage.app));

const parkedUntil = /Parked until \d\d:\d\d \(5 h window of Work\)/;

/** Two branches that do not meet, each paid by another account. */
function twoBranches(rain: string, work: string, home: string): GraphSketch {
  const llm = (account: string) => ({ type: "llmGenerate", data: { ...planModel, account } });
  return {
    nodes: [
      { id: "p1", type: "prompt", title: "Ask about rain", at: [20, 60], data: { text: rain } },
      { id: "rain", title: "Rain", at: [320, 40], ...llm(work) },
      { id: "o1", type: "output", title: "About rain", at: [640, 60], data: { name: "rain" } },
      { id: "p2", type: "prompt", title: "Ask about snow", at: [20, 380], data: { text: promptFor("snow") } },
      { id: "snow", title: "Snow", at: [320, 380], ...llm(home) },
      { id: "o2", type: "output", title: "About snow", at: [640, 400], data: { name: "snow" } },
    ],
    wires: ["p1.text > rain.prompt", "rain.text > o1.value", "p2.text > snow.prompt", "snow.text > o2.value"],
  };
}

function runState(page: Page): Locator {
  return page.getByRole("banner").getByRole("button", { name: /^(Parked|Cut off)/ });
}

describe("a node that meets the usage limit", () => {
  it("parks while another branch finishes, says until when and whose, and goes on by itself at the reset", async () => {
    const { app, page } = stage;
    const work = await connectAccount(app, "ada", { name: "Work" });
    const home = await connectAccount(app, "grace", { name: "Home" });
    await openGraph(app, page, twoBranches(`[usage-limit-once:6] ${promptFor("rain")}`, work.id, home.id));
    const run = await startRun(page);

    expect(await endOfRun(page, run)).toBe("parked");
    await expectText(nodeCalled(page, "About snow"), /\w+ \w+/);
    await expectText(nodeCalled(page, "Rain"), parkedUntil);
    await expectText(nodeCalled(page, "Rain"), "It goes on by itself");
    await expectText(runState(page), parkedUntil);
    const drawer = await openDrawer(page);
    await expectText(drawer, parkedUntil);
    await expectText(await openDrawer(page, "History"), /Parked until \d\d:\d\d/);
    expect((await readSummary(run)).parked).toMatchObject({ account: work.id, window: "5 h" });

    await eventually(async () => (await readSummary(run)).status).toBe("completed");
    await runState(page).waitFor({ state: "detached" });
    await expectText(nodeCalled(page, "About rain"), /\w+ \w+/);
    expect(callsFor(app, promptFor("snow"))).toBe(1);
    expect(eventsOf(await readEvents(run), "run-resume")).toMatchObject([{ automatic: true }]);
  });

  it("goes on at once on the account that the person picks, which then stands on the result", async () => {
    const { app, page } = stage;
    const work = await connectAccount(app, "ada", { name: "Work" });
    const home = await connectAccount(app, "grace", { name: "Home" });
    await connectAccount(app, "pat", { name: "Spare" });
    app.simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
    await openGraph(app, page, twoBranches(promptFor("rain"), work.id, home.id));
    const run = await startRun(page);
    expect(await endOfRun(page, run)).toBe("parked");

    await nodeCalled(page, "Rain").getByRole("button", { name: "Use another account" }).click();
    await page.getByRole("menuitem", { name: "Spare" }).click();
    expect(await endOfRun(page, run)).toBe("completed");
    const events = eventsOf(await readEvents(run), "node-end");
    expect(events.findLast(({ node }) => node === "rain")?.payer).toMatchObject({ name: "Spare" });
    await expectText(nodeCalled(page, "Rain").locator("footer"), "Spare");
    expect((await readSummary(run)).payers.map(({ name }) => name).toSorted()).toEqual(["Home", "Spare"]);
  });

  it("is given up by the person, and then does not go on at the reset", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, listAndChain());
    const resetsAtMs = Date.now() + 8_000;
    app.simulator.control.setUsage({ person: "ada", limitedUntilMs: resetsAtMs });
    const run = await startRun(page);
    expect(await endOfRun(page, run)).toBe("parked");
    const drawer = await openDrawer(page);
    await drawer.getByRole("button", { name: "Stop waiting" }).click();
    expect(await endOfRun(page, run)).toBe("cancelled");
    await runState(page).waitFor({ state: "detached" });
    await eventually(() => Date.now()).toBeGreaterThan(resetsAtMs + 2_500);
    expect((await readSummary(run)).status).toBe("cancelled");
  });
});

describe("a run on a shared plan without consent to background use", () => {
  it("is not taken up after a crash; the screen says why, and offers to resume and to allow it", async () => {
    const { app, page } = stage;
    const shared = await connectAccount(app, "ada", { name: "Shared", route: "siwc" });
    await openGraph(app, page, listAndChain());
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 150, tokenMs: 30 } });
    const run = await startRun(page);
    await eventually(async () => (await finishedItems(run)).length).toBeGreaterThanOrEqual(3);
    await app.restart("SIGKILL");
    await expectText(runState(page), "Cut off");
    await runState(page).hover();
    await page.getByText("Runs on Shared do not go on while nobody watches").waitFor();
    expect((await readSummary(run)).status).toBe("interrupted");
    expect(eventsOf(await readEvents(run), "run-resume")).toEqual([]);

    const drawer = await openDrawer(page);
    await drawer.getByRole("button", { name: "Let runs go on by themselves" }).click();
    await drawer.getByRole("button", { name: "Let runs go on by themselves" }).waitFor({ state: "detached" });
    const { accounts } = await callApi<{ accounts: object[] }>(app, "GET", "/api/auth/openai/status");
    expect(accounts).toMatchObject([{ id: shared.id, backgroundConsent: true }]);
    await drawer.getByRole("button", { name: "Resume" }).click();
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), /\w+ \w+/);
  });

  it("stays parked past the reset until the person allows it", async () => {
    const { app, page } = stage;
    const work = await connectAccount(app, "ada", { name: "Work" });
    const shared = await connectAccount(app, "grace", { name: "Shared", route: "siwc" });
    const resetsAtMs = Date.now() + 6_000;
    app.simulator.control.setUsage({ person: "ada", limitedUntilMs: resetsAtMs });
    await openGraph(app, page, twoBranches(promptFor("rain"), work.id, shared.id));
    const run = await startRun(page);
    expect(await endOfRun(page, run)).toBe("parked");
    const rain = nodeCalled(page, "Rain");
    await expectText(rain, "It waits for you: runs on Shared do not go on while nobody watches");
    await eventually(() => Date.now()).toBeGreaterThan(resetsAtMs + 2_500);
    expect((await readSummary(run)).status).toBe("parked");
    const made = callsMade(app);

    await rain.getByRole("button", { name: "Let runs go on by themselves" }).click();
    await expectText(rain, "It goes on by itself");
    await rain.getByRole("button", { name: "Try now" }).click();
    expect(await endOfRun(page, run)).toBe("completed");
    expect(callsMade(app) - made).toBe(1);
  });
});
