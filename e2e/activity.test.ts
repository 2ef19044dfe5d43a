import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runToEnd, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, threeNodes } from "./support/graph";
import { openDrawer } from "./support/runDrawer";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app, "ada", { name: "Work" }));

/** Takes all places of an account until it is stopped. */
const greedy = {
  format: "patchbay/workflow",
  version: 1,
  name: "Letters",
  nodes: [
    { id: "list", type: "list", data: { text: "[slow] 1\n[slow] 2\n[slow] 3\n[slow] 4", split: "lines" } },
    { id: "each", type: "llmGenerate", data: { ...planModel } },
  ],
  edges: [{ id: "w", source: { node: "list", port: "items" }, target: { node: "each", port: "prompt" } }],
  layout: { nodes: { list: { x: 0, y: 0 }, each: { x: 300, y: 0 } }, groups: [] },
};

async function takeAllPlaces(): Promise<void> {
  const { app } = stage;
  const { id } = await callApi<{ id: string }>(app, "POST", "/api/workflows", greedy);
  await callApi(app, "POST", "/api/runs", { workflowId: id });
  const running = async () => {
    const { places } = await callApi<{ places: { running: number }[] }>(app, "GET", "/api/activity");
    return places[0]?.running;
  };
  await eventually(running).toBe(3);
}

describe("runs elsewhere", () => {
  it("are counted in the top bar, and a node that waits for a place says which workflow has them", async () => {
    const { app, page } = stage;
    await takeAllPlaces();
    await openGraph(app, page, threeNodes("Write about rain"));
    const run = await startRun(page);
    await expectText(nodeCalled(page, "Answer"), /Waiting for a free place \(3 of 3 running\)/);
    await expectText(nodeCalled(page, "Answer"), "Taken by Letters (3)");

    await page.getByRole("button", { name: "1 run elsewhere" }).click();
    const drawer = page.getByRole("region", { name: "Runs", exact: true });
    const letters = drawer
      .getByRole("listitem")
      .filter({ hasText: /^Letters/ })
      .first();
    await expectText(letters, /Letters.*Running.*1 of 2 nodes · 3 calls at work, 1 waiting/);
    const places = drawer.getByRole("region", { name: "Places" });
    await expectText(places, /Work.*3 of 3 places taken.*2 waiting/);
    await expectText(places, "Letters: 3 at work, 1 waiting");
    await expectAccessible(page);

    await letters.getByRole("button", { name: "Stop the run of Letters" }).click();
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(drawer, "Nothing runs, waits or is parked, in any workflow.");
    await page.getByRole("button", { name: /run elsewhere/ }).waitFor({ state: "detached" });
  });

  it("lead to their workflow by keyboard", async () => {
    const { app, page } = stage;
    await takeAllPlaces();
    await openGraph(app, page, threeNodes("Write about rain"));
    const drawer = await openDrawer(page, "All workflows");
    await drawer.getByRole("button", { name: "Open Letters" }).press("Enter");
    await page.locator('.react-flow__node[data-id="each"]').waitFor();
    await expectText(drawer, "Open here");
    await drawer.getByRole("button", { name: "Stop the run of Letters" }).press("Enter");
    await expectText(drawer, "Nothing runs, waits or is parked, in any workflow.");
  });
});

const some: GraphSketch = {
  nodes: [
    { id: "good", type: "prompt", title: "Good", at: [20, 40], data: { text: "Write about rain" } },
    { id: "bad", type: "prompt", title: "Bad", at: [20, 300], data: { text: "[400] snow" } },
    { id: "one", type: "llmGenerate", title: "One", at: [340, 20], data: { ...planModel } },
    { id: "two", type: "llmGenerate", title: "Two", at: [340, 320], data: { ...planModel } },
  ],
  wires: ["good.text > one.prompt", "bad.text > two.prompt"],
};

describe("the drawer", () => {
  it("shows the nodes that failed or came from cache alone, with how many there are", async () => {
    const { app, page } = stage;
    await openGraph(app, page, some);
    await runToEnd(page);
    await runToEnd(page);
    const drawer = await openDrawer(page);
    const names = () => drawer.getByRole("listitem").getByRole("button").allTextContents();
    await drawer.getByRole("radio", { name: "All 4" }).waitFor();
    await drawer.getByRole("radio", { name: "Failed 1" }).click();
    await eventually(names).toEqual(["Two"]);
    await drawer.getByRole("radio", { name: "From cache 1" }).click();
    await eventually(names).toEqual(["One"]);
    await drawer.getByRole("radio", { name: "Running 0" }).click();
    await expectText(drawer, "No node of this run is so now.");
  });

  it("opens a comparison on what differs, and folds what is the same", async () => {
    const { app, page } = stage;
    await openGraph(app, page, some);
    await runToEnd(page);
    await nodeCalled(page, "Good").getByRole("textbox").fill("Write about snow");
    await runToEnd(page);
    const drawer = await openDrawer(page, "History");
    await eventually(() => drawer.getByRole("checkbox").count()).toBe(2);
    for (const box of await drawer.getByRole("checkbox").all()) await box.check();
    await drawer.getByRole("button", { name: "Compare two" }).click();
    const dialog = page.getByRole("dialog", { name: "Compare two runs" });
    await expectText(dialog.getByRole("heading", { level: 3 }).first(), "Good");
    expect(await dialog.getByRole("heading", { level: 3 }).allTextContents()).toEqual(["Good", "One"]);
    await expectText(dialog, "Settings changed");
    const same = dialog.getByText("2 nodes gave the very same");
    expect(await dialog.getByText("Bad", { exact: true }).isVisible()).toBe(false);
    await same.press("Enter");
    await dialog.getByText("Bad", { exact: true }).waitFor();
  });

  it("compares the rows of a list with what they were, wherever they stand now", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "rows", type: "list", title: "Rows", at: [20, 20], data: { text: "rain\nfog", split: "lines" } },
        { id: "each", type: "llmGenerate", title: "Each", at: [340, 20], data: { ...planModel } },
      ],
      wires: ["rows.items > each.prompt"],
    });
    await runToEnd(page);
    await nodeCalled(page, "Rows").getByRole("textbox").fill("snow\nrain");
    await runToEnd(page);
    const drawer = await openDrawer(page, "History");
    await eventually(() => drawer.getByRole("checkbox").count()).toBe(2);
    for (const box of await drawer.getByRole("checkbox").all()) await box.check();
    await drawer.getByRole("button", { name: "Compare two" }).click();
    const dialog = page.getByRole("dialog", { name: "Compare two runs" });
    const each = dialog.getByRole("group").filter({ hasText: "Each" });
    await expectText(each, "2 items differ");
    const titles = () => each.getByRole("heading", { level: 4 }).allTextContents();
    await eventually(titles).toEqual(["Item 1", "Item 2 of the older run, which the newer one has not"]);
    await expectAccessible(page);
  });
});
