import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../e2e/support/browser";
import { drawPairs, saveDrawing } from "./support/canvasDocument";
import { median } from "./support/figures";
import { cpuPerFrame, openDocument, openPage } from "./support/mainThread";
import { startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const FRAMES = 60;
const ROUNDS = 3;
const FAR_ZOOM = 0.2;
const OPEN_NODES = 5000;

/** Main-thread CPU of the built app in Chromium: panning, dragging, opening a large document. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const app = await startBenchApp(`http://127.0.0.1:${upstream.found[1]}`);
  const browser = await launchChromium();
  try {
    for (const zoom of [1, FAR_ZOOM]) await compareMoves(app.url, browser, zoom);
    await openLarge(app.url, browser);
  } finally {
    await browser.close();
    await app.stop();
    await upstream.stop();
  }
}

/** In turns, so that a busy moment of the computer does not fall on one size alone. */
async function compareMoves(appUrl: string, browser: Browser, zoom: number): Promise<void> {
  const sizes = [50, 500, 1000];
  const ids = await Promise.all(sizes.map((size) => saveDrawing(appUrl, drawPairs(size), zoom)));
  const pans: number[][] = sizes.map(() => []);
  const drags: number[][] = sizes.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, id] of ids.entries()) {
      const page = await openDocument(appUrl, browser, id);
      pans[place]?.push(await pan(page));
      drags[place]?.push(await drag(page));
      await page.context().close();
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

async function pan(page: Page): Promise<number> {
  await page.mouse.move(700, 450);
  return cpuPerFrame(page, FRAMES, (frame) =>
    page.mouse.wheel(frame < FRAMES / 2 ? 12 : -12, frame % 2 === 0 ? 6 : -6),
  );
}

async function drag(page: Page): Promise<number> {
  const box = await page.locator(".react-flow__node").first().boundingBox();
  if (box === null) throw new Error("The first node cannot be seen.");
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(12, box.height / 4)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8, { steps: 4 });
  const perFrame = await cpuPerFrame(page, FRAMES, (frame) => page.mouse.move(x + 8 + frame * 4, y + 8 + frame * 2));
  await page.mouse.up();
  const moved = await page.locator(".react-flow__node").first().boundingBox();
  if (moved === null || Math.abs(moved.x - box.x) < FRAMES) throw new Error("The node did not follow the pointer.");
  return perFrame;
}

async function openLarge(appUrl: string, browser: Browser): Promise<void> {
  const [large, small] = await Promise.all([OPEN_NODES, 50].map((size) => saveDrawing(appUrl, drawPairs(size), 1)));
  const seconds: number[] = [];
  const smallSeconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    smallSeconds.push(await secondsToOpen(appUrl, browser, String(small)));
    seconds.push(await secondsToOpen(appUrl, browser, String(large)));
  }
  const beside = { name: "50 nodes", figure: median(smallSeconds) };
  report({ what: `open ${OPEN_NODES} nodes, wall time`, ours: median(seconds), unit: "s", beside, goal: { most: 5 } });
}

async function secondsToOpen(appUrl: string, browser: Browser, id: string): Promise<number> {
  const page = await openPage(browser);
  const startedAt = performance.now();
  await page.goto(`${appUrl}/?workflow=${id}`);
  await page.locator(".react-flow__node").first().waitFor();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const seconds = (performance.now() - startedAt) / 1000;
  await page.context().close();
  return seconds;
}
