import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { callApi, connectAccount } from "../e2e/support/api";
import { startApp, type TestApp } from "../e2e/support/app";
import { launchChromium } from "../e2e/support/browser";
import { drawStreams, keyModel, saveDrawing } from "./support/canvasDocument";
import { median } from "./support/figures";
import { openDocument, watchMainThread } from "./support/mainThread";
import { report } from "./support/table";

const ROUNDS = 3;
const STREAMS = 20;
const TOKENS_PER_SECOND = 50;
const SECONDS = 5;
/** So many calls one key and one plan are let make at once: 8 and 4 × 3 are 20. */
const KEY_STREAMS = 8;
const people = ["ada", "grace", "ada-work", "edsger"] as const;

/** Main-thread CPU of the built app in Chromium while 20 nodes on one screen show what arrives. */
export async function run(): Promise<void> {
  const app = await startApp({
    simulator: { latency: { firstTokenMs: 60, tokenMs: 1000 / TOKENS_PER_SECOND } },
    env: { OPENAI_API_KEY: "sk-bench" },
  });
  const browser = await launchChromium();
  try {
    const models = await modelsOf(app);
    const idle: number[] = [];
    const used: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const figures = await stream(app, browser, models, round);
      idle.push(figures.idle);
      used.push(figures.used);
    }
    const what = `${STREAMS} nodes streaming ${TOKENS_PER_SECOND} tokens/s each, CPU per second`;
    const beside = { name: "the same page idle", figure: median(idle) };
    report({ what, ours: median(used), unit: "ms", beside, goal: { most: 120 } });
  } finally {
    await browser.close();
    await app.stop();
  }
}

/** Settings of 20 nodes whose payers let all of them call at once. */
async function modelsOf(app: TestApp): Promise<Record<string, unknown>[]> {
  for (const person of people) await connectAccount(app, person);
  const { accounts } = await callApi<{ accounts: { id: string }[] }>(app, "GET", "/api/auth/openai/status");
  const planModels = accounts.map(({ id }) => ({ provider: "openai-auth", model: "gpt-6-sol", account: id }));
  const keyModels = Array.from({ length: KEY_STREAMS }, () => keyModel);
  return [...keyModels, ...planModels, ...planModels, ...planModels];
}

async function stream(app: TestApp, browser: Browser, models: Record<string, unknown>[], round: number) {
  // Another prompt each time, so that nothing comes from the cache.
  const drawing = drawStreams(`[long:3000] Round ${round}.`, models);
  const page = await openDocument(app.url, browser, await saveDrawing(app.url, drawing, 0.7));
  const { cpuMs } = await watchMainThread(page);
  const perSecond = async () => {
    const [before, startedAt] = [await cpuMs(), performance.now()];
    await sleep(SECONDS * 1000);
    return ((await cpuMs()) - before) / ((performance.now() - startedAt) / 1000);
  };
  const idle = await perSecond();
  await page.getByRole("banner").getByRole("button", { name: /^Run/ }).click();
  await page.waitForFunction((count) => document.querySelectorAll(".caret").length === count, models.length);
  const used = await perSecond();
  const streaming = await page.locator(".caret").count();
  if (streaming !== STREAMS) throw new Error(`${streaming} of ${STREAMS} nodes stream.`);
  await page.getByRole("banner").getByRole("button", { name: /^Stop/ }).click();
  await page.context().close();
  return { idle, used };
}
