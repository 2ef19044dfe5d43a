import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonId } from "@/simulator/people";
import { createBrowser } from "@/simulator/testkit/browser";
import { startOwnPostgres } from "../src/postgresTestSetup";
import { expectAccessible } from "./support/accessibility";
import { startApp, type TestApp } from "./support/app";
import { launchChromium, openWindow, type TestWindow, type WindowOptions } from "./support/browser";
import { chooseRun, expectText, nodeCalled, openInspector, runButton } from "./support/canvas";
import { eventually } from "./support/eventually";
import { sketchDocument, threeNodes } from "./support/graph";

const password = "four words in a row";

/** Who an account belongs to, who may change what, and who is told: as several people see it at once. */
describe("people who share a Patchbay", () => {
  let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
  let app: TestApp;
  let browser: Browser;
  const windows: TestWindow[] = [];

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    const shared = { DATABASE_URL: postgres.url, PATCHBAY_SECRET: "5c".repeat(32) };
    app = await startApp({ env: shared });
    const env = { ...process.env, ...shared, PATCHBAY_DATA_DIR: app.dataDir };
    const added = promisify(execFile)(
      process.execPath,
      ["bin/patchbay.mjs", "users", "add", "anna", "--role", "admin", "--password-stdin"],
      { env },
    );
    added.child.stdin?.end(`${password}\n`);
    await added;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await postgres?.stop();
  });

  /** A browser of somebody, who signs in on the way to a page. */
  async function signIn(name: string, options: WindowOptions = {}, path = "/"): Promise<Page> {
    const window = await openWindow(browser, { reducedMotion: "reduce", ...options });
    windows.push(window);
    const page = await window.context.newPage();
    await page.goto(app.url + path);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await runButton(page).waitFor();
    return page;
  }

  /** A call of the API by who is signed in on a page. */
  function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
    return page.evaluate(
      async ([how, where, sent]) => {
        const headers = sent === null ? undefined : { "content-type": "application/json" };
        const answer = await fetch(where, { method: how, headers, body: sent });
        if (!answer.ok) throw new Error(`${how} ${where} answered ${answer.status}: ${await answer.text()}`);
        return answer.json();
      },
      [method, path, body === undefined ? null : JSON.stringify(body)] as const,
    );
  }

  async function connect(page: Page, person: PersonId): Promise<void> {
    const { url } = await call<{ url: string }>(page, "GET", "/api/auth/openai/start?route=codex");
    const callback = await createBrowser().signIn(url, person, "approve");
    await call(page, "POST", "/api/auth/openai/exchange", { url: callback.href });
    await page.reload();
    await runButton(page).waitFor();
  }

  const openMenu = async (page: Page, item: string) => {
    await page.getByRole("button", { name: /^Signed in as/ }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };

  async function addPerson(admin: Page, name: string, role: string): Promise<void> {
    await admin.getByRole("button", { name: "Add a person" }).click();
    const form = admin.getByRole("dialog", { name: "Add a person" });
    await form.getByLabel("Name").fill(name);
    await form.getByRole("combobox", { name: "Role" }).click();
    await admin.getByRole("option", { name: new RegExp(`^${role}`) }).click();
    await form.getByLabel("First password").fill(password);
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await admin.getByRole("listitem", { name }).waitFor();
  }

  it("have accounts of their own, see each other, and do what their role allows", async () => {
    const anna = await signIn("anna", { colorScheme: "light" });
    await openMenu(anna, "People…");
    await addPerson(anna, "ben", "Editor");
    await addPerson(anna, "cleo", "Runner");
    await expectAccessible(anna, "people");
    await anna.keyboard.press("Escape");

    const ben = await signIn("ben");
    const { id } = await call<{ id: string }>(
      ben,
      "POST",
      "/api/workflows",
      sketchDocument(threeNodes("Tell me about rivers")),
    );
    await connect(ben, "ada");
    await ben.goto(`${app.url}/?workflow=${id}`);
    await runButton(ben).waitFor();
    const inspector = await openInspector(ben, "Answer");
    await inspector.getByRole("combobox", { name: "Runs on" }).waitFor();
    await runButton(ben).click();
    await expectText(nodeCalled(ben, "Result"), /rivers/i);

    await anna.goto(`${app.url}/?workflow=${id}`);
    await anna
      .getByRole("list", { name: "Here too" })
      .getByText(/^ben, since/)
      .waitFor({ state: "attached" });
    await ben
      .getByRole("list", { name: "Here too" })
      .getByText(/^anna, since/)
      .waitFor({ state: "attached" });
    await anna.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).waitFor();
    await anna.getByRole("button", { name: "Show the runs" }).click();
    await anna.getByRole("tab", { name: "History" }).click();
    await anna.getByRole("cell", { name: "ben", exact: true }).waitFor();
    await expectAccessible(anna, "history");

    const cleo = await signIn("cleo", { width: 1024 }, `/?workflow=${id}`);
    await cleo.getByText("You can run this workflow. An editor can change it.").waitFor();
    expect(new URL(cleo.url()).searchParams.get("workflow")).toBe(id);
    expect(await cleo.getByRole("toolbar", { name: "Add a node" }).count()).toBe(0);
    const question = nodeCalled(cleo, "Question").getByRole("textbox");
    expect(await question.getAttribute("readonly")).not.toBeNull();
    await expectAccessible(cleo, "runner");
    await connect(cleo, "grace");
    await chooseRun(cleo, "Run all fresh");
    await expectText(nodeCalled(cleo, "Result"), /rivers/i);
    await eventually(() => cleo.getByRole("banner").getByRole("progressbar").count()).toBe(0);
    const { runs } = await call<{ runs: { by: string; payers: { id: string }[] }[] }>(
      anna,
      "GET",
      `/api/runs?workflow=${id}`,
    );
    expect(new Set(runs.map(({ by }) => by)).size).toBe(2);
    expect(new Set(runs.map(({ payers }) => payers[0]?.id)).size).toBe(2);
    const written = windows
      .flatMap(({ requests }) => requests)
      .filter((request) => request.startsWith("PUT") && request.includes("/workflows/"));
    expect(written).toEqual([]);

    await openMenu(anna, "Audit log…");
    const log = anna.getByRole("dialog", { name: "Audit log" });
    await log.getByRole("row", { name: /Person added .*cleo/ }).waitFor();
    await expectAccessible(anna, "audit");
    await anna.keyboard.press("Escape");

    await openMenu(anna, "People…");
    await anna.getByRole("listitem", { name: "ben" }).getByRole("button", { name: "More for ben" }).click();
    await anna.getByRole("menuitem", { name: "Switch off…" }).click();
    await anna.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
    await anna.getByRole("listitem", { name: "ben" }).getByText("Switched off").waitFor();
    await ben.getByRole("button", { name: "Project setup" }).click();
    await ben.getByRole("heading", { name: "Sign in" }).waitFor();
    await expectAccessible(ben, "login");
    expect(windows.flatMap(({ problems }) => problems)).toEqual([]);
  });
});
