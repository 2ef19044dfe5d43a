import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled, nodesOn, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const dialog = () => stage.page.getByRole("dialog");
const draft = () => stage.page.getByRole("region", { name: "Draft on the canvas" });
/** Inside of the window, once the view has come to rest. */
async function expectInSight(page: Page, locator: Locator): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await eventually(async () => {
    const box = await locator.boundingBox();
    return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  }).toBe(true);
}
const describeIt = async (wish: string) => {
  await dialog().getByRole("textbox").fill(wish);
  await dialog().getByRole("button", { name: "Draw it" }).click();
};

describe("a described workflow", () => {
  it("stands as a draft over the empty canvas, is taken as one step, and runs", async () => {
    const { app, page } = stage;
    await openGraph(app, page, { nodes: [] });
    await page.getByRole("button", { name: "Describe a workflow…" }).click();
    await describeIt("[bad-draft] Write a short text about rivers");
    await expectText(draft(), /3 new nodes/);
    await expectText(draft(), /mended it once/);
    await expectText(draft(), /Write over the prompt/);
    expect(await nodesOn(page).count()).toBe(0);
    for (const name of ["Ask", "Write", "Text"]) await expectInSight(page, page.getByText(name, { exact: true }));
    await expectAccessible(page);
    // The choice has the focus already.
    await page.keyboard.press("Enter");
    await eventually(() => nodesOn(page).count()).toBe(3);
    expect(await draft().count()).toBe(0);
    expect(await runToEnd(page)).toBe("completed");
    await page.keyboard.press("Control+z");
    await eventually(() => nodesOn(page).count()).toBe(0);
  });

  it("is left, or said otherwise with the same words", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await page.keyboard.press("Control+j");
    await describeIt("Write about lakes");
    await expectText(draft(), /3 new nodes/);
    await draft().getByRole("button", { name: "Say it otherwise" }).click();
    expect(await dialog().getByRole("textbox").inputValue()).toBe("Write about lakes");
    await dialog().getByRole("button", { name: "Draw it" }).click();
    await draft().getByRole("button", { name: "Leave it" }).click();
    await draft().waitFor({ state: "detached" });
    // The view goes back to where it was.
    await eventually(() => nodesOn(page).count()).toBe(3);
  });

  it("changes what is selected, and keeps the rest", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    const before = await readGraph(app, id);
    await page.keyboard.press("Control+a");
    await nodeCalled(page, "Answer").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Change the selection by a sentence…" }).click();
    await describeIt("Look again at the answer");
    await expectText(draft(), /2 new nodes/);
    await draft().getByRole("button", { name: "Take it" }).click();
    await eventually(async () => (await readGraph(app, id)).nodes.length).toBe(5);
    expect((await readGraph(app, id)).nodes.slice(0, 3)).toEqual(before.nodes);
  });
});

describe("a workflow of Node Banana", () => {
  it("opens by its file, and says what had no counterpart", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    const node = (id: string, type: string, data: object, x: number) => ({ id, type, data, position: { x, y: 0 } });
    const file = {
      ...{ version: 1, name: "Banana", edgeStyle: "curved" },
      nodes: [
        node("prompt-1", "prompt", { prompt: "A poem about cats" }, 0),
        node("llm-1", "llmGenerate", { provider: "openai", model: "gpt-5.5" }, 400),
        node("nb-1", "nanoBanana", { aspectRatio: "1:1" }, 800),
      ],
      edges: [
        { id: "e1", source: "prompt-1", target: "llm-1", sourceHandle: "text", targetHandle: "text" },
        { id: "e2", source: "llm-1", target: "nb-1", sourceHandle: "text", targetHandle: "text" },
      ],
    };
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByLabel("Import a workflow file").setInputFiles({
      ...{ name: "banana.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) },
    });
    await expectText(dialog(), /there is no node like nanoBanana here/);
    await dialog().getByRole("button", { name: "Go on" }).click();
    await eventually(() => nodesOn(page).count()).toBe(3);
  });
});
