import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { boxOf, dragBy, selectAll } from "./support/arrangement";
import { middleOf, titleBar, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, readGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const prompt = (id: string, title: string, at: [number, number], text = "Hello") =>
  ({ id, type: "prompt", title, at, data: { text } }) as const;

/** A flow that runs from right to left, with a node apart. */
const scattered: GraphSketch = {
  nodes: [
    prompt("ask", "Question", [780, 400]),
    { id: "answer", type: "llmGenerate", title: "Answer", at: [420, 90], data: planModel },
    { id: "result", type: "output", title: "Result", at: [60, 300], data: { name: "result" } },
  ],
  wires: ["ask.text > answer.prompt", "answer.text > result.value"],
};

const three: GraphSketch = {
  nodes: [prompt("a", "One", [100, 120]), prompt("b", "Two", [420, 260]), prompt("c", "Three", [900, 420])],
};

const leftToRight = async (page: Page) => {
  const titles = ["Question", "Answer", "Result"];
  const boxes = await Promise.all(titles.map((title) => boxOf(page, title)));
  return boxes.every(
    (box, index) => index === 0 || box.x > (boxes[index - 1]?.x ?? 0) + (boxes[index - 1]?.width ?? 0),
  );
};

describe("tidying up", () => {
  it("by its keys lays the workflow out from left to right, and one undo brings all back", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, scattered);
    const before = (await readGraph(app, id)).layout.nodes;
    await page.keyboard.press("Alt+Shift+T");
    await eventually(() => leftToRight(page)).toBe(true);
    await waitUntilSaved(page);
    const after = (await readGraph(app, id)).layout.nodes;
    expect(Math.min(...Object.values(after).map(({ x }) => x))).toBe(60);
    expect(Math.min(...Object.values(after).map(({ y }) => y))).toBe(90);

    await page.keyboard.press("Control+z");
    await eventually(async () => {
      const { nodes } = (await readGraph(app, id)).layout;
      return Object.entries(before).every(([node, { x, y }]) => nodes[node]?.x === x && nodes[node]?.y === y);
    }).toBe(true);
  });

  it("from the menu of the selection moves only what is selected", async () => {
    const { app, page } = stage;
    await openGraph(app, page, scattered);
    const asked = await boxOf(page, "Question");
    await titleBar(page, "Answer").click();
    await titleBar(page, "Result").click({ modifiers: ["Shift"] });
    await chooseArranging(page, "Result", "Tidy up");
    await eventually(async () => (await boxOf(page, "Result")).x > (await boxOf(page, "Answer")).x).toBe(true);
    expect(await boxOf(page, "Question")).toEqual(asked);
  });
});

describe("selected nodes", () => {
  it("stand in line after the keys for it, and after the menu", async () => {
    const { app, page } = stage;
    await openGraph(app, page, three);
    await selectAll(page);
    await page.keyboard.press("Alt+a");
    const places = (side: "x" | "y") =>
      Promise.all(["One", "Two", "Three"].map(async (title) => (await boxOf(page, title))[side]));
    await eventually(async () => new Set(await places("x")).size).toBe(1);
    await page.keyboard.press("Control+z");
    await eventually(async () => new Set(await places("x")).size).toBe(3);
    await chooseArranging(page, "Two", "Align tops");
    await eventually(async () => new Set(await places("y")).size).toBe(1);
  });

  it("are spread evenly by the palette", async () => {
    const { app, page } = stage;
    await openGraph(app, page, three);
    await selectAll(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
    await page.keyboard.type("Spread across");
    await page.getByRole("option", { name: /Spread across/ }).waitFor();
    await page.keyboard.press("Enter");
    await eventually(async () => {
      const [one, two, last] = await Promise.all(["One", "Two", "Three"].map((title) => boxOf(page, title)));
      if (!one || !two || !last) return Number.NaN;
      return Math.abs(two.x - one.x - (last.x - two.x));
    }).toBeLessThanOrEqual(1);
  });
});

describe("a node that is dragged", () => {
  it("is drawn to the line of another, which is shown, and not while Alt is held", async () => {
    const { app, page } = stage;
    await openGraph(app, page, three);
    const one = await boxOf(page, "One");
    const from = await middleOf(titleBar(page, "Two"));
    const offset = from.x - (await boxOf(page, "Two")).x;
    // A few pixels beside the line.
    await dragBy(page, from, { x: one.x + offset + 40, y: from.y + 20 }, { x: one.x + offset + 6, y: from.y + 70 });
    await page.locator("[data-guides]").waitFor({ state: "attached" });
    expect((await boxOf(page, "Two")).x).toBe(one.x);
    await page.keyboard.down("Alt");
    await page.mouse.move(one.x + offset + 7, from.y + 72, { steps: 2 });
    await page.locator("[data-guides]").waitFor({ state: "detached" });
    expect((await boxOf(page, "Two")).x).toBe(one.x + 5);
    await page.keyboard.up("Alt");
    await page.mouse.move(one.x + offset + 6, from.y + 70, { steps: 2 });
    await page.mouse.up();
    await page.locator("[data-guides]").waitFor({ state: "detached" });
    await eventually(async () => (await boxOf(page, "Two")).x).toBe(one.x);
  });

  it("keeps to the grid when that is switched on, which the browser remembers", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, three);
    await page.getByRole("button", { name: "Snap to the grid" }).click();
    const from = await middleOf(titleBar(page, "Three"));
    await dragBy(page, from, { x: from.x - 100, y: from.y + 90 }, { x: from.x - 153, y: from.y + 131 });
    await page.mouse.up();
    await eventually(async () => (await readGraph(app, id)).layout.nodes.c?.x).not.toBe(900);
    const place = (await readGraph(app, id)).layout.nodes.c;
    expect([(place?.x ?? 1) % 22, (place?.y ?? 1) % 22]).toEqual([0, 0]);
    await page.reload();
    await page.getByRole("button", { name: "Snap to the grid", pressed: true }).waitFor();
    await expectAccessible(page);
  });
});

async function chooseArranging(page: Page, title: string, item: string): Promise<void> {
  await titleBar(page, title).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Arrange", exact: true }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${item}`) }).click();
}
