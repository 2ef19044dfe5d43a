import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { chooseForNode, chooseRun, expectText, nodeCalled, openInspector, wiresOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const completed = (calls: number) => ({ status: "completed", calls });

/** Two answers, and a third from both of them. */
const twoIntoOne: GraphSketch = {
  zoom: 0.9,
  nodes: [
    { id: "left", type: "prompt", title: "About lakes", at: [20, 80], data: { text: "Tell me about lakes" } },
    { id: "right", type: "prompt", title: "About hills", at: [20, 420], data: { text: "Tell me about hills" } },
    { id: "lakes", type: "llmGenerate", title: "Lakes", at: [310, 60], data: planModel },
    { id: "hills", type: "llmGenerate", title: "Hills", at: [310, 400], data: planModel },
    { id: "both", type: "prompt", title: "Both", at: [620, 200], data: { text: "Merge {{lakes}} and {{hills}}" } },
    { id: "merged", type: "llmGenerate", title: "Merged", at: [910, 180], data: planModel },
  ],
  wires: [
    "left.text > lakes.prompt",
    "right.text > hills.prompt",
    "lakes.text > both.lakes",
    "hills.text > both.hills",
    "both.text > merged.prompt",
  ],
};

/** The state in a node's title bar, with what explains it. */
const stateOf = (page: Page, title: string) => nodeCalled(page, title).locator("[data-status]");

describe("an unchanged workflow", () => {
  it("is answered from the cache with 0 calls, and says so on its nodes and in the drawer, also after a reload", async () => {
    const { app, page } = stage;
    await openGraph(app, page, twoIntoOne);
    expect(await runCounted(stage)).toEqual(completed(3));
    await expectText(stateOf(page, "Merged"), "Done");

    expect(await runCounted(stage)).toEqual(completed(0));
    for (const title of ["Lakes", "Hills", "Merged"]) {
      await expectText(stateOf(page, title), "From cache");
      await expectText(nodeCalled(page, title).locator("footer"), "0 calls");
    }
    await page.getByRole("button", { name: "Show the runs" }).click();
    await expectText(page.getByRole("region", { name: "Runs" }), "0 calls · 3 from cache");
    await page.reload();
    await expectText(stateOf(page, "Merged"), "From cache");
  });

  it("asks only for what hangs on the one prompt that changed", async () => {
    const { app, page } = stage;
    await openGraph(app, page, twoIntoOne);
    expect(await runCounted(stage)).toEqual(completed(3));
    await nodeCalled(page, "About lakes").getByRole("textbox").fill("Tell me about ponds");
    expect(await runCounted(stage)).toEqual(completed(2));
    await expectText(stateOf(page, "Hills"), "From cache");
    await expectText(stateOf(page, "Lakes"), "Done");
    await expectText(nodeCalled(page, "Lakes"), /ponds/i);
    await expectText(stateOf(page, "Merged"), "Done");
  });
});

describe("a fresh run", () => {
  it("of a node, of it with what hangs on it, and of all asks their models again", async () => {
    const { app, page } = stage;
    await openGraph(app, page, twoIntoOne);
    expect(await runCounted(stage)).toEqual(completed(3));
    expect(await runCounted(stage, () => chooseForNode(page, "Lakes", "Run this node fresh"))).toEqual(completed(1));
    expect(await runCounted(stage, () => chooseForNode(page, "Lakes", "Run from here fresh"))).toEqual(completed(2));
    expect(await runCounted(stage, () => chooseRun(page, "Run all fresh"))).toEqual(completed(3));
    expect(await runCounted(stage)).toEqual(completed(0));
  });
});

describe("a kept result", () => {
  it("that is pinned stays when all is run fresh, until it is let go", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about pinned rivers"));
    expect(await runCounted(stage)).toEqual(completed(1));
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("button", { name: "Pin", exact: true }).click();
    await inspector.getByText("Pinned", { exact: true }).waitFor();
    expect(await runCounted(stage, () => chooseRun(page, "Run all fresh"))).toEqual(completed(0));
    await expectText(stateOf(page, "Answer"), "From cache");
    await inspector.getByRole("button", { name: "Unpin" }).click();
    await inspector.getByRole("button", { name: "Pin", exact: true }).waitFor();
    expect(await runCounted(stage, () => chooseRun(page, "Run all fresh"))).toEqual(completed(1));
  });

  it("that is edited shows at once, and is what the next run hands on", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about edited rivers"));
    expect(await runCounted(stage)).toEqual(completed(1));
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("button", { name: "Edit", exact: true }).click();
    await inspector.getByRole("textbox", { name: "The kept result" }).fill("Rivers, in my own words.");
    await inspector.getByRole("button", { name: "Keep these words" }).click();
    await expectText(nodeCalled(page, "Answer"), "Rivers, in my own words.");
    await inspector.getByText("Edited", { exact: true }).waitFor();

    expect(await runCounted(stage)).toEqual(completed(0));
    await expectText(nodeCalled(page, "Result"), "Rivers, in my own words.");
  });
});

describe("a result that no longer follows from the workflow", () => {
  it("is marked as out of date, with the reason", async () => {
    const { app, page } = stage;
    await openGraph(app, page, twoIntoOne);
    expect(await runCounted(stage)).toEqual(completed(3));
    const text = nodeCalled(page, "About lakes").getByRole("textbox");
    await text.fill("Tell me about ponds");
    await expectText(stateOf(page, "About lakes"), "Out of date: Its settings were changed after this result.");
    await expectText(stateOf(page, "Lakes"), "Out of date: About lakes, before it, was changed");
    await expectText(stateOf(page, "Merged"), "Out of date: Both, before it, was changed");
    await expectText(stateOf(page, "Hills"), /^Done$/);
    await text.fill("Tell me about lakes");
    // The same words again, but it was touched: what is asked is the cache, and it says that nothing is to pay.
    expect(await runCounted(stage)).toEqual(completed(0));
    await expectText(stateOf(page, "Merged"), "From cache");

    await wiresOn(page).nth(1).click();
    await page.keyboard.press("Delete");
    await eventually(() => wiresOn(page).count()).toBe(4);
    await expectText(stateOf(page, "Hills"), "Out of date: Its wires were changed after this result.");
  });
});
