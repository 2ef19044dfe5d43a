import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { launchChromium } from "../e2e/support/browser";
import { drawPairs, saveDrawing } from "./support/canvasDocument";
import { median } from "./support/figures";
import { openDocument, watchMainThread } from "./support/mainThread";
import { startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const ROUNDS = 3;
const NODES = 1500;
/** Eight calls of a key are at work at once; each streams for a second. */
const STREAMED = "events=50 gapMs=20";
const SECONDS = 5;

/** Main-thread CPU of the built app in Chromium while a run of 1,500 nodes is at work and its timeline is open. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const app = await startBenchApp(`http://127.0.0.1:${upstream.found[1]}`);
  const browser = await launchChromium();
  try {
    const closed: number[] = [];
    const open: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const figures = await watchRun(app.url, browser, round);
      closed.push(figures.closed);
      open.push(figures.open);
    }
    const what = `${NODES} nodes running with the drawer open, share of the main thread`;
    const beside = { name: "the drawer closed", figure: median(closed) };
    report({ what, ours: median(open), unit: "%", beside, goal: { most: 25 } });
  } finally {
    await browser.close();
    await app.stop();
    await upstream.stop();
  }
}

async function watchRun(appUrl: string, browser: Browser, round: number) {
  // Another prompt each time, so that nothing comes from the cache.
  const drawing = drawPairs(NODES, (id) => `Write about ${id}, round ${round}. ${STREAMED}`);
  const workflowId = await saveDrawing(appUrl, drawing, 1);
  const run = await post(`${appUrl}/api/runs`, { workflowId });
  const page = await openDocument(appUrl, browser, workflowId);
  const { cpuMs } = await watchMainThread(page);
  const share = async () => {
    const [before, startedAt] = [await cpuMs(), performance.now()];
    await sleep(SECONDS * 1000);
    return (100 * ((await cpuMs()) - before)) / (performance.now() - startedAt);
  };
  const closed = await share();
  await page.getByRole("button", { name: "Show the runs" }).click();
  await page.getByRole("region", { name: "Runs", exact: true }).getByRole("listitem").first().waitFor();
  const open = await share();
  const isAtWork = await page.getByRole("banner").getByRole("button", { name: /^Stop/ }).isVisible();
  if (!isAtWork) throw new Error("The run ended before it was measured.");
  await post(`${appUrl}/api/runs/${run.id}/cancel`, {});
  await page.context().close();
  return { closed, open };
}

async function post(url: string, body: unknown): Promise<{ id: string }> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The server refused: ${await response.text()}`);
  return (await response.json()) as { id: string };
}
