import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { nodeCalled, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const question = (page: Page) => nodeCalled(page, "Question").getByRole("textbox");

async function rewrite(page: Page, text: string): Promise<void> {
  await question(page).fill(text);
  await waitUntilSaved(page);
}

async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Workflow menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

describe("versions", () => {
  it("show what is different, and lead back and forth again", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Tell me about rivers"));
    await rewrite(page, "Tell me about quiet rivers");
    await rewrite(page, "Tell me about lakes");

    await chooseInMenu(page, "Versions…");
    const dialog = page.getByRole("dialog", { name: "Versions" });
    const versions = dialog.getByRole("list", { name: "Saved versions" }).getByRole("button");
    await eventually(() => versions.count()).toBe(2);
    await versions.last().click();
    await eventually(() => dialog.locator("del").allTextContents()).toEqual(["rivers"]);
    expect(await dialog.locator("ins").allTextContents()).toEqual(["lakes"]);
    await expectAccessible(page);

    await dialog.getByRole("button", { name: "Go back to this version" }).click();
    await dialog.waitFor({ state: "detached" });
    await eventually(() => question(page).inputValue()).toBe("Tell me about rivers");
    await eventually(async () => (await readGraph(app, id)).nodes[0]?.data.text).toBe("Tell me about rivers");
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await eventually(() => question(page).inputValue()).toBe("Tell me about lakes");
  });

  it("get names, by the keyboard alone", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("One"));
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
    await page.keyboard.type("Versions");
    await page.getByRole("option", { name: /^Versions/ }).waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Versions" });
    await dialog.getByRole("button", { name: "Name it as it is now…" }).press("Enter");
    await page.keyboard.type("Before the talk");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: /Before the talk/ }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const { versions } = await callApi<{ versions: { name?: string }[] }>(app, "GET", `/api/workflows/${id}/versions`);
    expect(versions.map(({ name }) => name)).toEqual(["Before the talk"]);
  });
});

describe("the bin", () => {
  it("gives a deleted workflow back", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Keep me"));
    await chooseInMenu(page, "Delete…");
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await eventually(async () => (await fetch(`${app.url}/api/workflows/${id}`)).status).toBe(404);
    await page.getByRole("button", { name: "Workflow menu" }).waitFor();
    await chooseInMenu(page, "Bin…");
    const dialog = page.getByRole("dialog", { name: "Bin" });
    await dialog.getByText("Test graph").waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Put back “Test graph”" }).click();
    await dialog.waitFor({ state: "detached" });
    await eventually(() => question(page).inputValue()).toBe("Keep me");
    expect((await readGraph(app, id)).nodes).toHaveLength(3);
  });
});
