import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph } from "./support/graph";
import { payloads } from "./support/payloads";
import { setStage } from "./support/stage";

const stage = setStage();

/** Everything that plain markdown needs; none of these fetches or runs anything. */
const harmless =
  "a|blockquote|br|code|del|div|em|h[1-6]|hr|input|li|ol|p|pre|section|span|strong|sup|table|tbody|td|th|thead|tr|ul";

const columns = 8;

/** One pair of nodes for each payload: the answer that arrives, and the output that shows it. */
function openPayloads(): Promise<string> {
  const pairs = payloads.map((text, index) => {
    const at: [number, number] = [(index % columns) * 400 + 20, Math.floor(index / columns) * 400 + 20];
    return [
      // Far off the screen: only the outputs are looked at.
      {
        id: `p${index}`,
        type: "prompt",
        title: `Answer ${index}`,
        at: [at[0], at[1] + 9_000] as const,
        data: { text },
      },
      { id: `o${index}`, type: "output", title: `Output ${index}`, at, data: { name: `o${index}` } },
    ];
  });
  return openGraph(stage.app, stage.page, {
    nodes: pairs.flat().map((node) => ({ ...node, at: [node.at[0], node.at[1]] })),
    wires: payloads.map((_, index) => `p${index}.text > o${index}.value`),
    zoom: 0.42,
  });
}

async function expectHarmless(page: Page): Promise<void> {
  await eventually(() => page.locator(".markdown").count()).toBe(payloads.length);
  expect(await page.locator(".markdown *").count()).toBeGreaterThan(payloads.length / 2);
  await expectShownHarmless(page);
}

/** A phone draws what is in sight: the list is gone through from its beginning to its end. */
async function expectListHarmless(page: Page): Promise<void> {
  const list = page.getByRole("list", { name: "Outline" });
  const seen = new Set<string>();
  // Told anew for each step: to hover over what is drawn beyond the edge scrolls there.
  let place = 0;
  for (let step = 0, isEnd = false; step < 100 && !isEnd; step++) {
    place = await list.evaluate(({ parentElement: box }, to) => {
      if (box === null) return 0;
      box.scrollTop = to;
      return to + box.clientHeight / 2;
    }, place);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const articles = list.getByRole("article").filter({ has: page.locator(".markdown") });
    for (const name of await articles.evaluateAll((all) => all.map((one) => one.ariaLabel ?? ""))) seen.add(name);
    await expectShownHarmless(page);
    isEnd = await list.evaluate(({ scrollHeight }, to) => to > scrollHeight, place);
  }
  expect(seen.size).toBe(payloads.length);
}

async function expectShownHarmless(page: Page): Promise<void> {
  for (const link of await page.locator(".markdown a, .markdown button, .markdown span").all()) {
    await link.hover({ force: true, timeout: 500 }).catch(() => undefined);
  }
  const found = await page.locator(".markdown").evaluateAll((roots) =>
    roots.flatMap((root) =>
      [...root.querySelectorAll("*")].map((element) => ({
        tag: element.tagName.toLowerCase(),
        attributes: element.getAttributeNames(),
        href: element.getAttribute("href"),
      })),
    ),
  );
  expect(found.filter(({ tag }) => !new RegExp(`^(${harmless})$`).test(tag))).toEqual([]);
  expect(found.filter(({ attributes }) => attributes.some((name) => /^on|^src|^style$|^srcdoc$/.test(name)))).toEqual(
    [],
  );
  expect(found.filter(({ href }) => href !== null && !/^(https:|mailto:)/.test(href))).toEqual([]);
}

function foreignRequests(): string[] {
  return stage.window.requests.filter((request) => !request.includes(` ${stage.app.url}/`));
}

describe("an answer that attacks the page", () => {
  beforeEach(async () => {
    await openPayloads();
    expect(await runToEnd(stage.page)).toBe("completed");
  });

  it("runs nothing and asks no other server, on the canvas and on a phone", async () => {
    const { page } = stage;
    expect(payloads).toHaveLength(40);
    await expectHarmless(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("toolbar", { name: "Tools" }).waitFor();
    await expectListHarmless(page);
    expect(foreignRequests()).toEqual([]);
  });
});

describe("the watch over pages", () => {
  it("sees a dialog and a foreign request of a page that is not safe", async () => {
    const { page, window } = stage;
    await page.setContent(`${payloads[5]}${payloads[28]}`);
    await eventually(() => window.problems).toContain("dialog: alert 1");
    await eventually(foreignRequests).toContain("GET http://127.0.0.1:9/stolen.png");
    window.problems.length = 0;
  });
});
