import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { type OwnPostgres, startOwnPostgres } from "../../src/postgresTestSetup";
import { callApi } from "../support/api";
import { startApp, type TestApp } from "../support/app";
import { launchChromium, openWindow } from "../support/browser";
import { runButton } from "../support/canvas";
import { sketchDocument } from "../support/graph";
import { photograph } from "./photograph";
import { letter } from "./sketches";

const password = "four words in a row";
let postgres: OwnPostgres;
let app: TestApp;
let browser: Browser;

// The stage has one person without a name; here there are three.
beforeAll(async () => {
  postgres = await startOwnPostgres();
  app = await startApp({ env: { DATABASE_URL: postgres.url, PATCHBAY_SECRET: "5c".repeat(32) } });
  browser = await launchChromium();
  await callApi(app, "POST", "/api/people", { name: "anna", password, role: "admin" });
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await postgres?.stop();
});

async function signIn(name: string): Promise<Page> {
  const { context } = await openWindow(browser, { colorScheme: "dark", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(app.url);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  if (name === "anna") await photograph(page, "sign-in");
  await page.keyboard.press("Enter");
  await runButton(page).waitFor();
  return page;
}

function send(page: Page, path: string, body: unknown): Promise<{ id: string }> {
  const method = path.startsWith("/api/keys") ? "PUT" : "POST";
  const request = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return page.evaluate(async ([to, init]) => (await fetch(to, init)).json(), [path, request] as const);
}

it("people", async () => {
  const anna = await signIn("anna");
  await send(anna, "/api/people", { name: "ben", password, role: "editor" });
  await send(anna, "/api/people", { name: "cleo", password, role: "runner" });
  await send(anna, "/api/keys/openai", { key: "sk-simulated-0123456789abcdef" });
  const { id } = await send(anna, "/api/workflows", sketchDocument(letter));
  const ben = await signIn("ben");
  await ben.goto(`${app.url}/?workflow=${id}`);
  await runButton(ben).waitFor();
  await anna.goto(`${app.url}/?workflow=${id}`);
  await anna.getByRole("list", { name: "Here too" }).waitFor();
  await anna.getByRole("button", { name: /^Signed in as/ }).click();
  await anna.getByRole("menuitem", { name: "People…" }).click();
  await anna.getByRole("listitem", { name: "cleo" }).getByRole("combobox").waitFor();
  await photograph(anna, "people");
});
