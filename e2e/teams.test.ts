import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwnPostgres } from "../src/postgresTestSetup";
import { callApi, connectAccount } from "./support/api";
import { startApp, type TestApp } from "./support/app";
import { launchChromium, openWindow } from "./support/browser";
import { endOfRun, expectText, nodeCalled, openInspector, startRun, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph } from "./support/graph";
import {
  callsFor,
  eventsOf,
  finishedBeforeResume,
  finishedItems,
  itemsOfEach,
  listAndChain,
  promptFor,
  readEvents,
  startByApi,
  topics,
} from "./support/longRun";

describe("two servers on one database", () => {
  let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
  let first: TestApp;
  let second: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    const shared = { DATABASE_URL: postgres.url, PATCHBAY_SECRET: "5c".repeat(32) };
    first = await startApp({ env: shared });
    second = await startApp({ env: { ...first.simulator.env, ...shared } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await second?.stop();
    await first?.stop();
    await postgres?.stop();
  });

  /** A window of its own, that must have had no problem in the end. */
  async function inWindow(work: (page: Page) => Promise<void>): Promise<void> {
    const window = await openWindow(browser);
    try {
      await work(await window.context.newPage());
      expect(window.problems).toEqual([]);
    } finally {
      await window.close();
    }
  }

  it("have the same accounts and documents, and save over each other no more than two tabs do", async () => {
    await connectAccount(first);
    await inWindow(async (page) => {
      const id = await openGraph(second, page, listAndChain());
      const inspector = await openInspector(page, "Ask");
      await inspector.getByRole("textbox", { name: "Name", exact: true }).fill("Question");
      await waitUntilSaved(page);
      expect(await endOfRun(page, await startRun(page))).toBe("completed");
      await expectText(nodeCalled(page, "Result"), /\w+ \w+/);

      const read = await callApi<{ nodes: { id: string; title?: string }[] }>(first, "GET", `/api/workflows/${id}`);
      expect(read.nodes.find((node) => node.id === "ask")?.title).toBe("Question");
      const stale = await fetch(`${first.url}/api/workflows/${id}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...read, revision: 1 }),
      });
      expect(stale.status).toBe(409);
      const { versions } = await callApi<{ versions: unknown[] }>(first, "GET", `/api/workflows/${id}/versions`);
      expect(versions.length).toBeGreaterThan(0);
    });
  });

  it("go on with each other's runs: one is killed, and a tab at the other sees the whole run", async () => {
    await inWindow(async (page) => {
      const id = await openGraph(second, page, listAndChain());
      first.simulator.control.setSwitches({ latency: { firstTokenMs: 150, tokenMs: 30 } });
      await callApi(first, "DELETE", "/api/cache", {});
      const run = (await startByApi(first, id)).replace(first.url, second.url);
      await eventually(async () => (await finishedItems(run)).length).toBeGreaterThan(3);
      await page.reload();
      await expectText(nodeCalled(page, "Each"), /\d+ of 12 items/);
      const before = topics.map((topic) => callsFor(first, promptFor(topic)));

      await first.restart("SIGKILL");
      expect(await endOfRun(page, run)).toBe("completed");
      await expectText(nodeCalled(page, "Each"), "12 of 12 items");
      await expectText(nodeCalled(page, "Result"), /\w+ \w+/);

      const events = await readEvents(run);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(eventsOf(events, "run-resume")).toMatchObject([{ automatic: true }]);
      const finished = finishedBeforeResume(events);
      const after = topics.map((topic) => callsFor(first, promptFor(topic)));
      expect(finished.filter((item) => after[item] !== before[item])).toEqual([]);
      expect(itemsOfEach(events).toSorted((a, b) => a - b)).toEqual([...topics.keys()]);
    });
  });
});
