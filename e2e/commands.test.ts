import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { endOfRun, nodeCalled, nodesOn, openInspector, startRunBy, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const palette = () => stage.page.getByRole("dialog", { name: "Add a node or run a command" });
const option = (name: RegExp) => palette().getByRole("option", { name });

describe("shortcuts", () => {
  it("stand on one sheet, opened by a key and by the menu, as the palette writes them", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await page.locator(".react-flow__pane").click({ position: { x: 40, y: 40 } });
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sheet.getByText("Ctrl+Shift+Z").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Workflow menu" }).click();
    await page.getByRole("menuitem", { name: /^Keyboard shortcuts/ }).click();
    await sheet.getByText("Select all").waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });

    await page.keyboard.press("Control+k");
    await palette().getByRole("combobox").fill("select all");
    await option(/^Select all/)
      .getByText("Ctrl+A")
      .waitFor();
    await page.keyboard.press("Enter");
    await eventually(() => page.locator(".react-flow__node.selected").count()).toBe(3);
  });

  it("save at once and say so, also while somebody writes", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    await nodeCalled(page, "Question").getByRole("textbox").fill("Good morning");
    await page.keyboard.press("Control+s");
    await page.locator("[data-sonner-toast]").filter({ hasText: "Saved" }).waitFor();
    expect((await readGraph(app, id)).nodes[0]?.data.text).toBe("Good morning");
  });

  it("leave a text field its own undo and its own keys", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    const field = nodeCalled(page, "Question").getByRole("textbox");
    await field.click();
    await page.keyboard.press("End");
    await page.keyboard.type(" there?");
    await page.keyboard.press("Control+z");
    await eventually(() => field.inputValue()).not.toBe("Hello there?");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await eventually(() => field.inputValue()).toBe("");
    expect(await nodesOn(page).count()).toBe(3);
    await waitUntilSaved(page);
    expect((await readGraph(app, id)).nodes).toHaveLength(3);
  });

  it("do nothing behind a dialog", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await openInspector(page, "Question");
    await page.getByRole("button", { name: "Project setup" }).click();
    await page.getByRole("dialog", { name: "Project setup" }).waitFor();
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await nodesOn(page).count()).toBe(3);
  });
});

describe("the palette", () => {
  it("goes to the node whose name is typed, among hundreds, in spite of a slip", async () => {
    const { app, page } = stage;
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...{ id: `n${index}`, type: "prompt", title: `Chapter ${index}`, data: { text: "" } },
      at: [(index % 20) * 320, Math.floor(index / 20) * 200] as [number, number],
    }));
    await openGraph(app, page, { nodes: many });
    await page.keyboard.press("Control+k");
    await palette().getByRole("combobox").fill("chaptr 287");
    await option(/^Chapter 287/).waitFor();
    await page.keyboard.press("Enter");
    await nodeCalled(page, "Chapter 287").waitFor();
    await eventually(() => page.locator(".react-flow__node.selected").getAttribute("data-id")).toBe("n287");
  });

  it("leads from the first of a long list to the last with one arrow", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await page.keyboard.press("Control+k");
    await option(/^Prompt/).waitFor();
    await page.keyboard.press("ArrowUp");
    await eventually(() => palette().locator("[data-highlighted]").textContent()).toMatch(/^Product pictures/);
    await page.keyboard.press("ArrowDown");
    await eventually(() => palette().locator("[data-highlighted]").textContent()).toMatch(/^Prompt/);
  });

  it("does what has a button elsewhere: the theme, the name of the workflow, a part of the drawer, a result", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const id = await openGraph(app, page, threeNodes("Hello"));
    const run = async (words: string, title: RegExp) => {
      await page.keyboard.press("Control+k");
      await palette().getByRole("combobox").fill(words);
      await option(title).first().waitFor();
      await page.keyboard.press("Enter");
      await palette().waitFor({ state: "detached" });
    };
    await run("theme dark", /^Theme: dark/);
    await eventually(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
    await run("rename the workflow", /^Rename the workflow/);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Renamed");
    await page.keyboard.press("Enter");
    await eventually(async () => (await readGraph(app, id)).name).toBe("Renamed");
    await run("runs of all", /^Runs of all workflows/);
    await eventually(() => page.getByRole("tab", { name: "All workflows" }).getAttribute("aria-selected")).toBe("true");
    await endOfRun(page, await startRunBy(page, () => page.keyboard.press("Control+Enter")));
    await openInspector(page, "Answer");
    await run("pin or unpin", /^Pin or unpin/);
    await page.getByRole("button", { name: "Unpin" }).waitFor();
  });
});
