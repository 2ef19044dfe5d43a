import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { chooseForNode, expectText, nodeCalled, openInspector, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, threeNodes } from "./support/graph";
import { openReader } from "./support/reader";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const stateOf = (page: Page, title: string) => nodeCalled(page, title).locator("[data-status]");
const wordsOf = (page: Page, title: string) => nodeCalled(page, title).locator(".markdown").first();

async function editAnswer(inspector: Locator, words: string): Promise<void> {
  await inspector.getByRole("button", { name: "Edit", exact: true }).click();
  await inspector.getByRole("textbox", { name: "The kept result" }).fill(words);
  await inspector.getByRole("button", { name: "Keep these words" }).click();
}

describe("an answer that a person has edited", () => {
  it("says so, makes what hangs on it out of date, also after a reload, and the model's answer comes back", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    const given = (await wordsOf(page, "Answer").textContent()) ?? "";
    expect(given).not.toBe("");
    await editAnswer(await openInspector(page, "Answer"), "In my own words.");
    for (const look of ["at once", "after a reload"]) {
      await expectText(nodeCalled(page, "Answer"), "Edited by hand");
      await expectText(wordsOf(page, "Answer"), "In my own words.");
      await expectText(stateOf(page, "Result"), "Out of date");
      await expectText(wordsOf(page, "Result"), given);
      if (look === "at once") await page.reload();
    }
    const counted = await runCounted(stage, () => chooseForNode(page, "Result", "Run this node only"));
    expect(counted).toEqual({ status: "completed", calls: 0 });
    await expectText(wordsOf(page, "Result"), "In my own words.");
    await expectText(stateOf(page, "Result"), "Done");

    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("button", { name: "Back to the model's answer" }).click();
    await expectText(wordsOf(page, "Answer"), given);
    await eventually(() => nodeCalled(page, "Answer").getByText("Edited by hand").count()).toBe(0);
    await expectText(stateOf(page, "Result"), "Out of date");
  });

  it("is taken back by undo and put there again by redo, and so is a pin", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    const given = (await wordsOf(page, "Answer").textContent()) ?? "";
    const inspector = await openInspector(page, "Answer");
    await editAnswer(inspector, "Mine.");
    await inspector.getByRole("button", { name: "Pin", exact: true }).click();
    await expectText(nodeCalled(page, "Answer"), /Edited by hand.*Pinned/);
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => nodeCalled(page, "Answer").getByText("Pinned").count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expectText(wordsOf(page, "Answer"), given);
    await eventually(() => nodeCalled(page, "Answer").getByText("Edited by hand").count()).toBe(0);
    await expectText(stateOf(page, "Result"), "Done");
    await page.getByRole("button", { name: "Redo" }).click();
    await expectText(wordsOf(page, "Answer"), "Mine.");
  });
});

describe("earlier results of a node", () => {
  it("are compared word by word, and an older one is put in the place of the newest until undo", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    const first = (await wordsOf(page, "Answer").textContent()) ?? "";
    await nodeCalled(page, "Question").getByRole("textbox").fill("Tell me about mountains");
    expect(await runToEnd(page)).toBe("completed");
    await expectText(wordsOf(page, "Answer"), "mountains");

    const reader = await openReader(page, "Answer");
    await reader.getByRole("button", { name: "Earlier results" }).click();
    const list = reader.getByRole("navigation", { name: "Earlier results" });
    await eventually(() => list.getByRole("button").count()).toBe(2);
    await expectText(reader, "There is no difference.");
    await list.getByRole("button").last().press("Enter");
    await expectText(reader.locator("del").first(), "rivers");
    await expectText(reader.locator("ins").first(), "mountains");
    await expectAccessible(page);
    await reader.getByRole("button", { name: "Use this result" }).click();
    await page.getByText("The older result is in its place, and pinned.").waitFor();
    await page.keyboard.press("Escape");
    await expectText(wordsOf(page, "Answer"), first);
    await expectText(nodeCalled(page, "Answer"), "Pinned");
    await page.getByRole("button", { name: "Undo" }).click();
    await expectText(wordsOf(page, "Answer"), "mountains");
    await eventually(() => nodeCalled(page, "Answer").getByText("Pinned").count()).toBe(0);
  });
});
