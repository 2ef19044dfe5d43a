import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { nodesOn, runToEnd, titleBar } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, planModel, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

it("what is typed before the palette or the find bar is there goes into it", async () => {
  const { app, page } = stage;
  await openGraph(app, page, threeNodes("Tell me about maps"));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("make im");
  const palette = page.getByRole("dialog", { name: "Add a node or run a command" });
  await eventually(() => palette.getByRole("combobox").inputValue()).toBe("make im");
  await palette.getByRole("option", { name: /^Make images/ }).waitFor();
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  await page.keyboard.press("Control+f");
  await page.keyboard.type("maps");
  await page.getByText("1 of 1").waitFor();
  expect(await page.locator("[title='Map of the canvas']").count()).toBe(0);
});

/** How many kinds of colour a drawing has in it, coarsely. */
function coloursIn(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluate(async (shown) => {
    if (shown instanceof HTMLImageElement) await shown.decode();
    const drawing = document.createElement("canvas");
    const source = shown as HTMLImageElement | HTMLCanvasElement;
    [drawing.width, drawing.height] = [190, 124];
    const context = drawing.getContext("2d");
    context?.drawImage(source, 0, 0, 190, 124);
    const dots = context?.getImageData(0, 0, 190, 124).data ?? [];
    const found = new Set<string>();
    for (let at = 0; at < dots.length; at += 4) {
      if ((dots[at + 3] ?? 0) > 200) found.add([0, 1, 2].map((each) => (dots[at + each] ?? 0) >> 5).join());
    }
    return [...found];
  });
}

it("who wants less motion sees the states on the map, and letters in the picture of the canvas", async () => {
  const { app } = stage;
  const page = await stage.openWindow({ reducedMotion: "reduce" });
  await connectAccount(app);
  await openGraph(app, page, {
    nodes: [
      { id: "ask", type: "prompt", title: "Ask", at: [0, 0], data: { text: "[400] Tell me" } },
      { id: "answer", type: "llmGenerate", title: "Answer", at: [360, 0], data: { ...planModel } },
    ],
    wires: ["ask.text > answer.prompt"],
  });
  await runToEnd(page);
  await page.keyboard.press("m");
  await eventually(async () => (await coloursIn(page, "[title='Map of the canvas'] canvas")).length).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Workflow menu" }).click();
  await page.getByRole("menuitem", { name: "Picture of the canvas…" }).click();
  await eventually(async () => (await coloursIn(page, "[role=dialog] img")).length).toBeGreaterThan(3);
});

it("copies of an answer stand below one another, in sight, with the wire that comes in", async () => {
  const { app, page } = stage;
  const id = await openGraph(app, page, threeNodes("Tell me about rivers"));
  await titleBar(page, "Answer").click();
  for (let copies = 1; copies <= 4; copies++) {
    await page.keyboard.press("Control+Shift+d");
    await eventually(async () => (await readGraph(app, id)).nodes.length).toBe(3 + copies);
  }
  const { edges } = await readGraph(app, id);
  expect(edges.filter(({ source, target }) => source.node === "ask" && target.port === "prompt")).toHaveLength(5);
  await eventually(async () => {
    const last = await page.locator(".react-flow__node.selected").boundingBox();
    return last !== null && last.y > 0 && last.y + last.height < 900;
  }).toBe(true);
  const boxes = await nodesOn(page).evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      expect(isApart).toBe(true);
    }
  }
});
