import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { startApp, type TestApp } from "./support/app";
import { launchChromium, openWindow } from "./support/browser";

const password = "open sesame";

function start(env: Record<string, string>) {
  return spawnSync(process.execPath, ["--import", "./bin/register.mjs", "bin/start.ts"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    encoding: "utf8",
    timeout: 30_000,
  });
}

describe("a start with a wrong setting", () => {
  it("is refused when other computers could reach the app without a password", () => {
    const { status, stderr } = start({ HOST: "0.0.0.0", PORT: "0" });
    expect(status).toBe(1);
    expect(stderr).toContain("PATCHBAY_PASSWORD");
  });

  it("says that the data directory is a file", () => {
    const { status, stderr } = start({ PORT: "0", PATCHBAY_DATA_DIR: "package.json" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/package\.json is no directory.*PATCHBAY_DATA_DIR/);
    expect(stderr).not.toContain("    at ");
  });

  it("names the variable", () => {
    const { status, stderr } = start({ PORT: "many" });
    expect(status).toBe(1);
    expect(stderr).toContain("PORT wants");
  });
});

describe("password mode", () => {
  let app: TestApp;
  beforeAll(async () => {
    const slow = { latency: { firstTokenMs: 60, tokenMs: 1000 } };
    app = await startApp({ simulator: slow, env: { PATCHBAY_PASSWORD: password, OPENAI_API_KEY: "sk-simulated" } });
  });
  afterAll(() => app?.stop());

  const login = (attempt: string) =>
    fetch(`${app.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ password: attempt }),
    });

  it("lets nobody at the API or the pages without the cookie, but says that it is alive", async () => {
    const refused = await fetch(`${app.url}/api/workflows`);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: "login_required" } });
    expect((await fetch(app.url, { redirect: "manual" })).headers.get("location")).toBe("/login");
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  });

  it("lets in whoever knows the password, also after a restart", async () => {
    expect((await login("wrong")).status).toBe(401);
    const cookie = (await login(password)).headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await fetch(`${app.url}/api/workflows`, { headers: { cookie } })).status).toBe(200);
    await app.restart();
    expect((await fetch(`${app.url}/api/workflows`, { headers: { cookie } })).status).toBe(200);
  });

  it("ends a session with logout, with its stream of events and for good", async () => {
    const cookie = (await login(password)).headers.get("set-cookie")?.split(";")[0] ?? "";
    const headers = { cookie, "content-type": "application/json" };
    const call = { provider: "openai", model: "gpt-6-sol", prompt: "Tell me about logging out", stream: true };
    const stream = await fetch(`${app.url}/api/llm`, { method: "POST", headers, body: JSON.stringify(call) });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const told = stream.text();
    expect((await fetch(`${app.url}/api/session`, { method: "DELETE", headers })).status).toBe(200);
    expect(await told).toMatch(/event: start\n.*event: error\ndata: [^\n]*"login_required"[^\n]*\n\n$/s);
    const putKey = () =>
      fetch(`${app.url}/api/keys/openai`, { method: "PUT", headers, body: JSON.stringify({ key: "sk-0123456789" }) });
    expect((await putKey()).status).toBe(401);
    await app.restart();
    expect((await putKey()).status).toBe(401);
  });

  it("knows its cookie beside others of the same name", async () => {
    const cookie = (await login(password)).headers.get("set-cookie")?.split(";")[0] ?? "";
    const [name] = cookie.split("=");
    for (const both of [`${name}=foreign; ${cookie}`, `${cookie}; ${name}=foreign`]) {
      expect((await fetch(`${app.url}/api/workflows`, { headers: { cookie: both } })).status).toBe(200);
    }
  });

  it.each(readdirSync("public").filter((name) => name !== "samples"))(
    "gives /%s to a browser that is not signed in, which loads it without cookies",
    async (file) => {
      const answer = await fetch(`${app.url}/${file}`, { redirect: "manual" });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toMatch(/^(image\/(png|svg\+xml)|application\/manifest\+json)/);
    },
  );

  it("keeps the samples of templates for who is signed in", async () => {
    const answer = await fetch(`${app.url}/samples/kitchen.png`, { redirect: "manual" });
    expect(answer.headers.get("location")).toMatch(/\/login$/);
  });

  it("can be installed as an app", async () => {
    const browser = await launchChromium();
    const { context, problems } = await openWindow(browser);
    const page = await context.newPage();
    await page.goto(app.url);
    const devTools = await context.newCDPSession(page);
    const { errors, url } = await devTools.send("Page.getAppManifest");
    expect({ errors, url }).toEqual({ errors: [], url: `${app.url}/manifest.webmanifest` });
    const { installabilityErrors } = await devTools.send("Page.getInstallabilityErrors");
    // A window of tests is one of those that leave no trace, in which nothing is installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    await browser.close();
    expect(problems).toEqual([]);
  });

  it.each(["dark", "light"] as const)("shows a page that says what is wanted, in the %s theme", async (colorScheme) => {
    const browser = await launchChromium();
    const { context, problems } = await openWindow(browser, { colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(app.url);
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("That is not the password.").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What should run today?" }).waitFor();
    await browser.close();
    expect(problems).toEqual([]);
  });

  it("leads every tab to the login page after a logout in one, and after one from elsewhere", async () => {
    const browser = await launchChromium();
    const { context } = await openWindow(browser);
    const page = await context.newPage();
    await page.goto(app.url);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What should run today?" }).waitFor();
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const other = await context.newPage();
    await other.goto(app.url);
    await other.getByRole("button", { name: "Log out" }).click();
    await other.getByLabel("Password").waitFor();
    expect((await fetch(`${app.url}/api/workflows`, { headers: { cookie } })).status).toBe(401);
    await page.getByRole("button", { name: "Project setup" }).click();
    await page.getByLabel("Password").waitFor();
    await browser.close();
  });

  it("counts wrong passwords on after a restart", async () => {
    for (let attempt = 1; attempt <= 5; attempt++) await login("wrong");
    expect((await login(password)).status).toBe(429);
    await app.restart();
    expect((await login(password)).status).toBe(429);
  });
});
