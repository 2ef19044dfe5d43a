import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runButton, runToEnd, startRun } from "./support/canvas";
import { watchEventStreams } from "./support/eventStreams";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, threeNodes } from "./support/graph";
import { callsMade, finishedItems, listAndChain, readEvents } from "./support/longRun";
import { openDrawer } from "./support/runDrawer";
import { setStage } from "./support/stage";

const stage = setStage();

const oneMoment = { latency: { firstTokenMs: 100, tokenMs: 25 } };

/** One answer for each line; no chain after it. */
function lines(text: string): GraphSketch {
  return {
    nodes: [
      { id: "list", type: "list", title: "Lines", at: [20, 80], data: { text, split: "lines" } },
      { id: "each", type: "llmGenerate", title: "Each", at: [320, 80], data: { ...planModel } },
      { id: "result", type: "output", title: "Result", at: [640, 80], data: { name: "result" } },
    ],
    wires: ["list.items > each.prompt", "each.text > result.value"],
  };
}

/** The rows of the history, newest first. */
function runRows(drawer: Locator): Locator {
  return drawer.getByRole("row").filter({ has: drawer.page().getByRole("checkbox") });
}

async function runTwice(page: Page): Promise<void> {
  await runToEnd(page);
  await nodeCalled(page, "Question").getByRole("textbox").fill("Write about snow");
  await runToEnd(page);
}

describe("the timeline", () => {
  it("tells waiting for a place, for the first words and streaming apart, by node and by item, with counts and an estimate", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, listAndChain());
    app.simulator.control.setSwitches(oneMoment);
    const drawer = await openDrawer(page);
    const run = await startRun(page);
    await eventually(async () => (await finishedItems(run)).length).toBeGreaterThanOrEqual(6);
    await expectText(drawer, /\d of 7 nodes · \d+ calls · [\d,]+ tokens · Work · about \d+ s left/);
    await drawer.getByRole("button", { name: "12 items of Each" }).click();
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(drawer, "7 of 7 nodes · 14 calls");

    const each = drawer.getByRole("listitem").filter({ hasText: /^Each/ });
    const items = each.getByText(/^Done in/);
    await eventually(() => items.count()).toBe(12);
    // The gate lets three in at once: the other nine wait for a place.
    await eventually(() => each.getByText(/^Waited .* for a free place/).count()).toBe(9);
    await eventually(() => each.getByText(/^First words after/).count()).toBe(12);
    await expectText(drawer.getByRole("listitem").filter({ hasText: /^Sum/ }), /First words after .*Done in .* done/);
  });

  it("stands there when the drawer opens on a run that ended before the page was loaded", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    await page.reload();
    await expectText(nodeCalled(page, "Answer"), "Done");
    // Whatever draws the drawer once more would hide what is missing.
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Show the runs" }).click();
    const rows = page.getByRole("region", { name: "Runs", exact: true }).getByRole("listitem");
    await eventually(() => rows.count()).toBe(3);
  });

  it("draws more than 200 items together", async () => {
    const { app, page } = stage;
    const text = Array.from({ length: 201 }, (_, index) => `line ${index}`).join("\n");
    await openGraph(app, page, {
      nodes: [
        { id: "list", type: "list", title: "Lines", at: [20, 80], data: { text, split: "lines" } },
        { id: "ask", type: "prompt", title: "Ask", at: [320, 80], data: { text: "About {{line}}" } },
        { id: "all", type: "join", title: "All", at: [640, 80], data: {} },
      ],
      wires: ["list.items > ask.line", "ask.text > all.items"],
    });
    const drawer = await openDrawer(page);
    expect(await runToEnd(page)).toBe("completed");
    const ask = drawer.getByRole("listitem").filter({ hasText: /^Ask/ });
    await expectText(ask, "201");
    await ask.locator("svg rect").first().waitFor();
    expect(await ask.getByRole("button", { name: "201 items of Ask" }).count()).toBe(0);
  });
});

describe("the history", () => {
  it("says when, how it ended, calls, tokens, time and payer of each run", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, threeNodes("Write about rain"));
    expect(await runToEnd(page)).toBe("completed");
    expect(await runToEnd(page)).toBe("completed");
    const rows = runRows(await openDrawer(page, "History"));
    await eventually(() => rows.count()).toBe(2);
    await expectText(rows.nth(1), /^\d\d:\d\d:\d\dCompleted1\d+[\d.]+ sWork$/);
    await expectText(rows.nth(0), /^\d\d:\d\d:\d\dCompleted00/);
  });

  it("opens an old run as a ghost of what was, and leads back", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("Write about rain"));
    await runTwice(page);
    const result = nodeCalled(page, "Result");
    await expectText(result, /snow/i);
    const drawer = await openDrawer(page, "History");
    await runRows(drawer)
      .nth(1)
      .getByRole("button", { name: /^Show the run/ })
      .click();
    await expectText(result, /rain/i);
    await page.getByText("These are the results of the run of").waitFor();
    await page.getByRole("button", { name: "Back to the newest" }).click();
    await expectText(result, /snow/i);
    await page.getByText("These are the results of the run of").waitFor({ state: "detached" });
  });

  it("compares two runs of an output as a text with what came and what went", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("Write about rain"));
    await runTwice(page);
    const drawer = await openDrawer(page, "History");
    const compare = drawer.getByRole("button", { name: "Compare two" });
    expect(await compare.isDisabled()).toBe(true);
    for (const box of await drawer.getByRole("checkbox").all()) await box.check();
    await compare.click();
    const dialog = page.getByRole("dialog", { name: "Compare two runs" });
    await expectText(dialog.locator("del").first(), /\w/);
    await expectText(dialog, /What changed from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/);
    expect((await dialog.locator("del").allTextContents()).join(" ")).toMatch(/rain/i);
    expect((await dialog.locator("ins").allTextContents()).join(" ")).toMatch(/snow/i);
    await expectAccessible(page);
  });

  it("exports a run as JSON and deletes it", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("Write about rain"));
    await runTwice(page);
    const rows = runRows(await openDrawer(page, "History"));
    const menu = () => rows.nth(1).getByRole("button", { name: /^More for the run/ });
    await menu().click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Export as JSON" }).click();
    const file = await (await downloading).path();
    const exported = JSON.parse(await readFile(file, "utf8"));
    expect(exported).toMatchObject({ format: "patchbay/run", version: 1, summary: { status: "completed" } });
    expect(exported.workflow.nodes).toHaveLength(3);

    await menu().click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await eventually(() => rows.count()).toBe(1);
    const answer = await fetch(`${app.url}/api/runs/${exported.summary.id}`);
    expect(answer.status).toBe(404);
  });
});

describe("problems", () => {
  it("stand together by kind with where they happened, and can be tried again", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, lines("[500-once] one\ntwo\n[400] three\n[400] four"));
    expect(await runToEnd(page)).toBe("completed");
    const drawer = await openDrawer(page, "Problems");
    await eventually(() => drawer.getByRole("alert").count()).toBe(1);
    const note = drawer.getByRole("alert");
    await expectText(note, "The provider refused the call");
    await expectText(note, "Each, 2 items");
    await note.getByRole("button", { name: "Each, 2 items" }).click();
    await page.locator(".react-flow__node.selected").waitFor();
    const made = callsMade(app);
    await drawer.getByRole("button", { name: "Retry failed" }).click();
    await eventually(() => callsMade(app) - made).toBe(2);
  });
});

describe("two tabs of one browser", () => {
  it("share one stream of events, and the second goes on when the first is closed", async () => {
    const { app, page, context } = stage;
    await connectAccount(app);
    const id = await openGraph(app, page, listAndChain());
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 200, tokenMs: 40 } });
    const second = await context.newPage();
    const first = await watchEventStreams(page);
    const later = await watchEventStreams(second);
    const run = await startRun(page);
    await second.goto(`${app.url}/?workflow=${id}`);
    await eventually(async () => (await finishedItems(run)).length).toBeGreaterThanOrEqual(2);
    for (const tab of [page, second]) await expectText(nodeCalled(tab, "Each"), /\d+ of 12 items/);
    expect(first.open() + later.open()).toBe(1);

    const [leader, other] = later.open() === 1 ? [second, page] : [page, second];
    await leader.close();
    expect(await endOfRun(other, run)).toBe("completed");
    await expectText(nodeCalled(other, "Each"), "12 of 12 items");
    await expectText(nodeCalled(other, "Result"), /\w+ \w+/);
    const told = new Set([...first.ids, ...later.ids]);
    expect(told.size).toBe((await readEvents(run)).length);
  });
});

describe("before a run", () => {
  it("the hint of Run names calls by account and model and what is left, by pointer and by keyboard", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    app.simulator.control.setUsage({ person: "ada", primaryUsedPercent: 62, secondaryUsedPercent: 31 });
    await openGraph(app, page, listAndChain());
    await page.getByRole("banner").getByText("5 h · 62%").waitFor();
    const hint = page.getByText(/^14 calls on Work, gpt-6-sol/);
    await runButton(page).hover();
    await expectText(hint, /Work has left: 38% of 5 h \(resets .*\), 69% of 7 d/);
    await page.mouse.move(10, 400);
    await hint.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Project setup" }).focus();
    await page.keyboard.press("Tab");
    await expectText(hint, "Work has left");
    expect(await runButton(page).getAttribute("aria-description")).toContain("14 calls on Work");
  });

  it("the hint lists what is missing", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Write about rain"));
    await runButton(page).hover();
    await page.getByText(/No ChatGPT account is connected/).waitFor();
    await openGraph(app, page, threeNodes("Write about {{this}} and {{that}}"));
    await runButton(page).hover();
    await page.getByText(/Question has nothing for \{\{this\}\}/).waitFor();
  });

  it("more calls than the set number are asked about first, and can be declined", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    const settings = await callApi<Record<string, unknown>>(app, "GET", "/api/settings");
    await callApi(app, "PUT", "/api/settings", { ...settings, runs: { askAboveCalls: 3 } });
    await openGraph(app, page, lines("one\ntwo\nthree\nfour"));
    const made = callsMade(app);
    await runButton(page).click();
    const dialog = page.getByRole("dialog", { name: "Run 4 model calls?" });
    await expectText(dialog, /Work.*gpt-6-sol.*4/);
    await expectText(dialog, "Work has left");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await runButton(page).click();
    expect(callsMade(app)).toBe(made);
    const run = page.waitForResponse((response) => response.status() === 201);
    await dialog.getByRole("button", { name: "Run 4 calls" }).click();
    const { id } = await (await run).json();
    expect(await endOfRun(page, `${app.url}/api/runs/${id}`)).toBe("completed");
    expect(callsMade(app) - made).toBe(4);
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  it("drawer, history, problems, a parked run and a ghost are accessible", async () => {
    const { app, page } = stage;
    await page.emulateMedia({ colorScheme });
    await connectAccount(app, "ada", { name: "Work" });
    await connectAccount(app, "grace", { name: "Home" });
    await openGraph(app, page, lines("one\n[400] two"));
    await runToEnd(page);
    const drawer = await openDrawer(page);
    await drawer.getByRole("button", { name: "2 items of Each" }).click();
    await expectAccessible(page);
    await openDrawer(page, "Problems");
    await expectAccessible(page);

    app.simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
    expect(await runToEnd(page)).toBe("parked");
    await openDrawer(page);
    await expectAccessible(page);
    await openDrawer(page, "History");
    await runRows(drawer)
      .nth(1)
      .getByRole("button", { name: /^Show the run/ })
      .click();
    await page.getByRole("button", { name: "Back to the newest" }).waitFor();
    await expectAccessible(page);
  });
});
