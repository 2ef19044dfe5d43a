import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";

/** What follows the first picture (fonts, models, marks of stale nodes) is over by then. */
const SETTLE_MS = 1500;

export interface MainThread {
  /** CPU milliseconds that the page's main thread has used so far. */
  cpuMs(): Promise<number>;
}

/** CPU time of a page's main thread, counted by Chromium; time that others have the processor is not in it. */
export async function watchMainThread(page: Page): Promise<MainThread> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    cpuMs: async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
      if (seconds === undefined) throw new Error("Chromium does not tell the main thread's time.");
      return seconds * 1000;
    },
  };
}

/** CPU milliseconds per frame while `move` makes one move of the pointer for each frame. */
export async function cpuPerFrame(page: Page, frames: number, move: (frame: number) => Promise<void>): Promise<number> {
  const { cpuMs } = await watchMainThread(page);
  const before = await cpuMs();
  for (let frame = 0; frame < frames; frame++) {
    await move(frame);
    await nextFrame(page);
  }
  return ((await cpuMs()) - before) / frames;
}

/** A page in a window of its own, without a past. */
export async function openPage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

export async function openDocument(appUrl: string, browser: Browser, id: string): Promise<Page> {
  const page = await openPage(browser);
  await page.goto(`${appUrl}/?workflow=${id}`);
  await page.locator(".react-flow__node").first().waitFor();
  await settle();
  return page;
}

/** Waits for what follows a picture. */
export function settle(): Promise<void> {
  return sleep(SETTLE_MS);
}

function nextFrame(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}
