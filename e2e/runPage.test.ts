import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreatedPageLink } from "@/types/pages";
import { expectAccessible } from "./support/accessibility";
import { startApp, type TestApp } from "./support/app";
import { launchChromium, openWindow } from "./support/browser";
import { eventually } from "./support/eventually";
import { sketchDocument, threeNodes } from "./support/graph";

const password = "open sesame";
const phone = { width: 390, height: 844 };

let app: TestApp;
let cookie: string;
let browser: Awaited<ReturnType<typeof launchChromium>>;

/** As somebody who knows the password. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { cookie, "content-type": "application/json" };
  const answer = await fetch(`${app.url}${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  app = await startApp({ env: { PATCHBAY_PASSWORD: password, OPENAI_API_KEY: "sk-simulated" } });
  browser = await launchChromium();
  const entered = await fetch(`${app.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ password }),
  });
  cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function addWorkflow(): Promise<string> {
  const sketch = threeNodes("Write {{count}} lines about {{topic}}", { provider: "openai", model: "gpt-6-sol" });
  const inputs = {
    topic: { title: "What about?", hint: "One word." },
    count: { kind: "choice", options: ["three", "five"], default: "three" },
  };
  const settings = { description: "Writes about anything.", inputs };
  return (await ask<{ id: string }>("POST", "/api/workflows", { ...sketchDocument(sketch), settings })).id;
}

/** How far the page is wider than its window, in pixels. */
const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const answer = (page: Page, about: string) => page.getByRole("article", { name: "Result" }).getByText(about).first();

describe("the page on which a workflow is run, by a link, on a phone", () => {
  it("is filled, run, read, changed and run again, survives a reload, and ends with the link", async () => {
    const id = await addWorkflow();
    const link = await ask<CreatedPageLink>("POST", `/api/workflows/${id}/links`, { name: "For Ada" });
    const visitor = await openWindow(browser, phone);
    const page = await visitor.context.newPage();
    await page.goto(app.url + link.path);
    await page.getByRole("heading", { name: "Test graph", level: 1 }).waitFor();
    expect(page.url()).toBe(`${app.url}/run/${id}`);
    await expectAccessible(page);

    // Nothing is sent while something is missing.
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText("Write something here.").waitFor();
    await page.getByRole("textbox", { name: "What about?" }).fill("rivers");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await answer(page, "rivers").waitFor();
    await expectAccessible(page);
    expect(await overhang(page)).toBeLessThanOrEqual(0);

    await page.reload();
    await answer(page, "rivers").waitFor();
    await page.getByRole("button", { name: "Run again with changes" }).click();
    await eventually(() => page.getByRole("textbox", { name: "What about?" }).inputValue()).toBe("rivers");
    await page.getByRole("textbox", { name: "What about?" }).fill(`lakes, ${"and what lives in them ".repeat(4)}`);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await answer(page, "lakes").waitFor();
    const history = page.getByRole("region", { name: "Earlier runs" }).getByRole("button");
    await eventually(() => history.count()).toBe(2);
    await history.getByText("lakes, and what").waitFor();
    expect(await overhang(page)).toBeLessThanOrEqual(0);

    // The link opens nothing else, and nothing once it is revoked.
    await page.goto(`${app.url}/?workflow=${id}`);
    await page.waitForURL(/\/login/);
    const inside = await page.evaluate((path) => fetch(path).then(({ status }) => status), `/api/workflows/${id}`);
    expect(inside).toBe(401);
    await ask("DELETE", `/api/workflows/${id}/links/${link.id}`);
    await page.goto(app.url + link.path);
    await page.getByText("This link opens nothing any more").waitFor();
    await visitor.close();
    expect(visitor.problems).toEqual([]);
  });
});
