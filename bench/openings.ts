import type { CDPSession, Page } from "playwright-core";
import { launchChromium } from "../e2e/support/browser";
import { drawPairs, saveDrawing } from "./support/canvasDocument";
import { openDocument } from "./support/mainThread";
import { startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const NODES = 500;
/** What is loaded and kept by the first openings is no growth. */
const WARM = 20;
const OPENINGS = 200;
const MB = 1024 * 1024;
/**
 * Code that the browser compiles meanwhile and its own records of requests and timings, some 10 KB for each opening: by
 * snapshots of the heap nothing of the page is among what is added. A kept document would add 500 nodes each time.
 */
const BROWSERS_OWN_MB = 3;

/** What a page keeps, after everything that nobody needs is gone. */
interface Kept {
  heap: number;
  domNodes: number;
  listeners: number;
}

/** Whether a page grows that goes from one workflow of 500 nodes to another all day, without a reload. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const app = await startBenchApp(`http://127.0.0.1:${upstream.found[1]}`);
  const browser = await launchChromium();
  try {
    // Their names tell how many nodes they have.
    const ids = [await saveDrawing(app.url, drawPairs(NODES), 1), await saveDrawing(app.url, drawPairs(NODES + 2), 1)];
    const page = await openDocument(app.url, browser, ids[1] ?? "");
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const openTo = async (from: number, to: number) => {
      for (let opening = from; opening < to; opening++) {
        const place = opening % 2;
        await goTo(page, `Bench ${NODES + 2 * place}`, ids[place] ?? "");
      }
      return keptBy(session);
    };
    const before = await openTo(0, WARM);
    const after = await openTo(WARM, OPENINGS);
    const what = (kept: string) => `${kept} that openings ${WARM} to ${OPENINGS} of ${NODES} nodes add`;
    const beside = (figure: number) => ({ name: `after ${WARM}`, figure });
    report({
      what: what("heap"),
      ours: (after.heap - before.heap) / MB,
      unit: "MB",
      beside: beside(before.heap / MB),
      goal: { most: BROWSERS_OWN_MB },
    });
    const growth = (name: "domNodes" | "listeners") => after[name] - before[name];
    report({
      what: what("nodes of the page"),
      ours: growth("domNodes"),
      unit: "",
      beside: beside(before.domNodes),
      goal: { most: 50 },
    });
    report({
      what: what("listeners"),
      ours: growth("listeners"),
      unit: "",
      beside: beside(before.listeners),
      goal: { most: 20 },
    });
  } finally {
    await browser.close();
    await app.stop();
    await upstream.stop();
  }
}

/** By the switcher, as a person does. */
async function goTo(page: Page, name: string, id: string): Promise<void> {
  await page.keyboard.press("Control+o");
  await page.getByRole("dialog").getByRole("option", { name }).click();
  await page.waitForURL((url) => url.searchParams.get("workflow") === id);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator(".react-flow__node").first().waitFor();
}

async function keptBy(session: CDPSession): Promise<Kept> {
  // What a finalizer holds goes with the second.
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metricOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heap: metricOf("JSHeapUsedSize"), domNodes: metricOf("Nodes"), listeners: metricOf("JSEventListeners") };
}
