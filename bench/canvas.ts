import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../e2e/support/browser";
import { drawPairs, saveDrawing } from "./support/canvasDocument";
import { median } from "./support/figures";
import { cpuPerFrame, openDocument, openPage, settle, watchMainThread } from "./support/mainThread";
import { startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const FRAMES = 60;
/** Pixels of the screen. */
const PAN_STEP = 12;
const PAN_FROM = 1300;
/** From a node's top to the free ground under it, in canvas pixels (canvasDocument.ts). */
const BELOW_A_NODE = 225;
const ROUNDS = 3;
const FAR_ZOOM = 0.2;
/** All of a thousand nodes are in view. */
const WHOLE_ZOOM = 0.11;
const OPEN_NODES = 5000;
const SELECTED_NODES = 1500;
const KEYS = 20;

/** Main-thread CPU of the built app in Chromium: panning, dragging, opening a large document. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const app = await startBenchApp(`http://127.0.0.1:${upstream.found[1]}`);
  const browser = await launchChromium();
  try {
    for (const zoom of [1, FAR_ZOOM]) await compareMoves(app.url, browser, zoom);
    await compareMoves(app.url, browser, WHOLE_ZOOM, [1000]);
    await selectAll(app.url, browser);
    await typeKeys(app.url, browser);
    await openLarge(app.url, browser);
  } finally {
    await browser.close();
    await app.stop();
    await upstream.stop();
  }
}

/** In turns, so that a busy moment of the computer does not fall on one size alone. */
async function compareMoves(
  appUrl: string,
  browser: Browser,
  zoom: number,
  larger: readonly number[] = [500, 1000],
): Promise<void> {
  const sizes = [50, ...larger];
  const pans: number[][] = sizes.map(() => []);
  const drags: number[][] = sizes.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, size] of sizes.entries()) {
      pans[place]?.push(await inDocument(appUrl, browser, size, zoom, (page) => pan(page, zoom)));
      drags[place]?.push(await inDocument(appUrl, browser, size, zoom, drag));
    }
  }
  for (const [what, figures] of [
    ["pan", pans],
    ["drag a node", drags],
  ] as const) {
    const few = median(figures[0] ?? []);
    for (const [place, size] of sizes.entries()) {
      if (place === 0) continue;
      report({
        what: `CPU per frame, ${size} nodes, zoom ${zoom}: ${what}`,
        ours: median(figures[place] ?? []),
        unit: "ms",
        beside: { name: `${sizes[0]} nodes`, figure: few },
        goal: { most: zoom === 1 ? 8 : 16 },
      });
    }
  }
}

/** Moves stay, so everything moves in a document of its own. */
async function inDocument(
  appUrl: string,
  browser: Browser,
  size: number,
  zoom: number,
  move: (page: Page) => Promise<number>,
): Promise<number> {
  const id = await saveDrawing(appUrl, drawPairs(size), zoom);
  if (zoom === WHOLE_ZOOM) await giveStates(appUrl, id, size);
  const page = await openDocument(appUrl, browser, id);
  const figure = await move(page);
  await page.context().close();
  return figure;
}

/** Runs what costs nothing of a document, so that half of its nodes show how they fared. */
async function giveStates(appUrl: string, workflowId: string, size: number): Promise<void> {
  const nodes = Array.from({ length: size / 2 }, (_, index) => `n${2 * index}`);
  const response = await fetch(`${appUrl}/api/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ workflowId, select: { mode: "only", nodes } }),
  });
  if (!response.ok) throw new Error(`The run was refused: ${await response.text()}`);
  const { id } = await response.json();
  // The answer ends with the run.
  await (await fetch(`${appUrl}/api/runs/${id}/events`)).text();
}

async function selectAll(appUrl: string, browser: Browser): Promise<void> {
  const measure = (size: number) =>
    inDocument(appUrl, browser, size, 1, async (page) => {
      await page.keyboard.press("Escape");
      return cpuPerFrame(page, 1, () => page.keyboard.press("ControlOrMeta+a"));
    });
  const [all, few]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await measure(50));
    all.push(await measure(SELECTED_NODES));
  }
  const beside = { name: "50 nodes", figure: median(few) };
  report({
    what: `select all of ${SELECTED_NODES} nodes, CPU`,
    ours: median(all),
    unit: "ms",
    beside,
    goal: { most: 100 },
  });
}

async function typeKeys(appUrl: string, browser: Browser): Promise<void> {
  const measure = (size: number) =>
    inDocument(appUrl, browser, size, 1, async (page) => {
      await page.locator(".react-flow__node textarea").first().click();
      // The panel comes with the selection; that it appears is no part of a key.
      await page.getByRole("complementary").first().waitFor();
      await settle();
      return cpuPerFrame(page, KEYS, () => page.keyboard.press("a"));
    });
  const [many, few]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await measure(50));
    many.push(await measure(1000));
  }
  const beside = { name: "50 nodes", figure: median(few) };
  report({
    what: "a key in a prompt among 1000 nodes, CPU",
    ours: median(many),
    unit: "ms",
    beside,
    goal: { most: 8 },
  });
}

/** By the ground between two rows, steadily, so that nodes come into sight and go out of it. */
async function pan(page: Page, zoom: number): Promise<number> {
  const before = await placeOfCanvas(page);
  const y = (await boxOfFirst(page)).y + BELOW_A_NODE * zoom;
  await page.mouse.move(PAN_FROM, y);
  await page.mouse.down();
  const perFrame = await cpuPerFrame(page, FRAMES, (frame) => page.mouse.move(PAN_FROM - (frame + 1) * PAN_STEP, y));
  await page.mouse.up();
  const moved = Math.abs((await placeOfCanvas(page)) - before);
  if (moved < FRAMES * PAN_STEP * 0.9) throw new Error(`The canvas moved by ${moved} pixels.`);
  return perFrame;
}

/** How far the canvas is moved to the side, in pixels of the screen. */
function placeOfCanvas(page: Page): Promise<number> {
  return page.evaluate(() => {
    const viewport = document.querySelector(".react-flow__viewport");
    return viewport === null ? Number.NaN : new DOMMatrix(getComputedStyle(viewport).transform).e;
  });
}

async function drag(page: Page): Promise<number> {
  const box = await boxOfFirst(page);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(12, box.height / 4)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8, { steps: 4 });
  const perFrame = await cpuPerFrame(page, FRAMES, (frame) => page.mouse.move(x + 8 + frame * 4, y + 8 + frame * 2));
  await page.mouse.up();
  if ((await boxOfFirst(page)).x - box.x < FRAMES) throw new Error("The node did not follow the pointer.");
  return perFrame;
}

async function boxOfFirst(page: Page) {
  const box = await page.locator(".react-flow__node").first().boundingBox();
  if (box === null) throw new Error("The first node cannot be seen.");
  return box;
}

async function openLarge(appUrl: string, browser: Browser): Promise<void> {
  const [large, small] = await Promise.all([OPEN_NODES, 50].map((size) => saveDrawing(appUrl, drawPairs(size), 1)));
  const [larges, smalls]: [Opened[], Opened[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    smalls.push(await openAndMeasure(appUrl, browser, String(small)));
    larges.push(await openAndMeasure(appUrl, browser, String(large)));
  }
  const of = (opened: Opened[], figure: keyof Opened) => median(opened.map((each) => each[figure]));
  report({
    what: `open ${OPEN_NODES} nodes, wall time`,
    ours: of(larges, "seconds"),
    unit: "s",
    beside: { name: "50 nodes", figure: of(smalls, "seconds") },
    goal: { most: 2 },
  });
  const beside = { name: "50 nodes", figure: of(smalls, "cpuSeconds") };
  report({ what: "  of its main thread, CPU", ours: of(larges, "cpuSeconds"), unit: "s", beside });
}

interface Opened {
  seconds: number;
  cpuSeconds: number;
}

async function openAndMeasure(appUrl: string, browser: Browser, id: string): Promise<Opened> {
  const page = await openPage(browser);
  // In the process that the document will have.
  await page.goto(`${appUrl}/api/health`);
  const { cpuMs } = await watchMainThread(page);
  const before = await cpuMs();
  const startedAt = performance.now();
  await page.goto(`${appUrl}/?workflow=${id}`);
  await page.locator(".react-flow__node").first().waitFor();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuSeconds = ((await cpuMs()) - before) / 1000;
  await page.context().close();
  return { seconds, cpuSeconds };
}
