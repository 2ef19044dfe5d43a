import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { keyProviderIds } from "@/types/providerTable";
import type { ToolServerView } from "@/types/tools";
import { callApi } from "./api";
import { startApp, type TestApp, type TestAppOptions } from "./app";
import { launchChromium, openWindow, type TestWindow, type WindowOptions } from "./browser";
import { atTerminal } from "./terminal";

export interface Stage {
  readonly app: TestApp;
  /** The first tab of this test's window; not opened anywhere yet. */
  readonly page: Page;
  readonly context: BrowserContext;
  readonly window: TestWindow;
  /** One more window beside the first one, watched and closed like it. */
  openWindow(options: WindowOptions): Promise<Page>;
}

/**
 * One app and one Chromium for a file of tests. Each test gets an app without accounts, keys of either sort, servers of
 * models and tools, secrets, triggers, documents, runs under way and kept results and a window without a past, and fails
 * when any of its pages had a problem.
 */
export function setStage(options: TestAppOptions = {}): Stage {
  let app: TestApp;
  let browser: Browser;
  let windows: TestWindow[] = [];
  let page: Page;

  const open = async (windowOptions?: WindowOptions) => {
    const window = await openWindow(browser, windowOptions);
    windows.push(window);
    return window;
  };
  const firstWindow = () => {
    const [window] = windows;
    if (window === undefined) throw new Error("no test is running");
    return window;
  };

  beforeAll(async () => {
    app = await startApp(options);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(async () => {
    await forgetEverything(app);
    page = await (await open()).context.newPage();
  });
  afterEach(async ({ task }) => {
    const closing = windows;
    windows = [];
    if (task.result?.state === "fail") await keepPictures(closing, task.name);
    for (const window of closing) await window.close();
    expect(closing.flatMap((window) => window.problems)).toEqual([]);
  });

  return {
    get app() {
      return app;
    },
    get page() {
      return page;
    },
    get context() {
      return firstWindow().context;
    },
    get window() {
      return firstWindow();
    },
    openWindow: async (windowOptions) => (await open(windowOptions)).context.newPage(),
  };
}

async function forgetEverything(app: TestApp): Promise<void> {
  app.simulator.control.reset();
  const { runs } = await callApi<{ runs: { id: string }[] }>(app, "GET", "/api/activity");
  for (const { id } of runs) await callApi(app, "POST", `/api/runs/${id}/cancel`, {});
  await callApi(app, "POST", "/api/auth/openai/disconnect", {});
  for (const provider of keyProviderIds) await callApi(app, "DELETE", `/api/keys/${provider}`, {});
  const { servers } = await callApi<{ servers: { id: string }[] }>(app, "GET", "/api/servers");
  for (const { id } of servers) await callApi(app, "DELETE", `/api/servers/${id}`, {});
  const { servers: tools } = await callApi<{ servers: ToolServerView[] }>(app, "GET", "/api/tools");
  for (const { id, kind } of tools) {
    if (kind === "stdio") await atTerminal(app, "tools", "remove", id);
    else await callApi(app, "DELETE", `/api/tools/${id}`, {});
  }
  const { secrets } = await callApi<{ secrets: { name: string }[] }>(app, "GET", "/api/secrets");
  for (const { name } of secrets) await callApi(app, "DELETE", `/api/secrets/${name}`, {});
  const { keys } = await callApi<{ keys: { id: string }[] }>(app, "GET", "/api/access-keys");
  for (const { id } of keys) await callApi(app, "DELETE", `/api/access-keys/${id}`, {});
  const { triggers } = await callApi<{ triggers: { id: string }[] }>(app, "GET", "/api/triggers");
  for (const { id } of triggers) await callApi(app, "DELETE", `/api/triggers/${id}`, {});
  const { workflows } = await callApi<{ workflows: { id: string }[] }>(app, "GET", "/api/workflows");
  for (const { id } of workflows) await callApi(app, "DELETE", `/api/workflows/${id}`, {});
  const { workflows: deleted } = await callApi<{ workflows: { entry: string }[] }>(app, "GET", "/api/bin");
  for (const { entry } of deleted) await callApi(app, "DELETE", `/api/bin/${entry}`, {});
  // What is pinned stays when the others are removed.
  const { results } = await callApi<{ results: { key: string }[] }>(app, "GET", "/api/cache/touched");
  for (const { key } of results) await callApi(app, "PUT", `/api/cache/${key}`, { pinned: false });
  await callApi(app, "DELETE", "/api/cache", {});
  await callApi(app, "PUT", "/api/settings", { nodeDefaults: {} });
}

/** Pictures of the tabs of a failed test, in the directory that `E2E_PICTURES` names. */
async function keepPictures(windows: TestWindow[], name: string): Promise<void> {
  const directory = process.env.E2E_PICTURES;
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  const pages = windows.flatMap((window) => window.context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(directory, `${name.replaceAll(/\W+/g, "-").slice(0, 80)}-${index}.png`);
    await page.screenshot({ path }).catch(() => undefined);
  }
}
