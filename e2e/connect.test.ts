import { describe, expect, it } from "vitest";
import type { AccountRoute, AuthStatus } from "@/types/providers";
import { callApi } from "./support/api";
import type { TestApp } from "./support/app";
import { expectText, nodeCalled, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, threeNodes } from "./support/graph";
import { holdPorts } from "./support/holdPorts";
import { approveAs, connectDialog, finishDialog, openSignInTab, signInLink } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage();

const readStatus = (app: TestApp) => callApi<AuthStatus>(app, "GET", "/api/auth/openai/status");

async function openDialog() {
  const { app, page } = stage;
  await page.goto(app.url);
  await page.getByRole("button", { name: "Connect ChatGPT" }).click();
  return connectDialog(page);
}

/** The code that the dialog shows for another device. */
async function shownCode(dialog: ReturnType<typeof connectDialog>): Promise<string> {
  const label = dialog.getByText(/^Code to type: [A-Z]{4}-\d{5}$/);
  return (await label.textContent())?.split(": ")[1] ?? "";
}

describe("plan sharing in the browser", () => {
  // First: the next ones sign in with the client that this one registers, and are not asked about the plan again.
  it("says when the plan may not be used, asks for it again, and then lets a node answer through it", async () => {
    const { app, page, context } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    const answer = nodeCalled(page, "Answer");
    await answer.getByRole("button", { name: "Connect" }).click();
    const dialog = connectDialog(page);
    const tab = await openSignInTab(context, dialog, "siwc");
    await tab.getByRole("checkbox", { name: /^Let Patchbay use the plan/ }).uncheck();
    await approveAs(tab, "Ada Plus");
    await tab.getByRole("heading", { name: "You are connected" }).waitFor();
    await tab.close();
    await dialog.getByRole("heading", { name: "Plan use is off" }).waitFor();
    await dialog.getByRole("button", { name: "Turn on plan use" }).click();
    await page.getByRole("dialog", { name: "Turn on plan use for ChatGPT" }).waitFor();
    await page.keyboard.press("Escape");
    await answer.getByText("Plan use is off").waitFor();

    await answer.getByRole("button", { name: "Turn on plan use" }).click();
    const again = await openSignInTab(context, dialog, "siwc");
    await approveAs(again, "Ada Plus");
    await finishDialog(dialog, again);
    await answer.getByText("Plan use is off").waitFor({ state: "detached" });

    expect((await readStatus(app)).accounts).toMatchObject([{ route: "siwc", planUse: true }]);
    const before = app.simulator.requests.length;
    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), /rivers/i);
    const calls = app.simulator.requests.slice(before).filter(({ method }) => method === "POST");
    expect(calls).toMatchObject([{ path: "/v1/responses", status: 200 }]);
  });

  it("connects with one press and one approval, and says once what pays", async () => {
    const { page, context } = stage;
    const dialog = await openDialog();
    const tab = await openSignInTab(context, dialog, "siwc");
    await approveAs(tab, "Ada Plus");
    await finishDialog(dialog, tab);
    const notice = page.getByRole("region", { name: "About your plan" });
    await notice.getByRole("button", { name: "Got it" }).click();
    await notice.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("banner").getByText("ChatGPT").first().waitFor();
    expect(await notice.count()).toBe(0);
  });
});

describe.each<AccountRoute>(["siwc", "codex"])("a denial on route %s", (route) => {
  it("is said in place of its button, leaves the other ways as they are, and is tried again there", async () => {
    const { context } = stage;
    const dialog = await openDialog();
    const code = await shownCode(dialog);
    const tab = await openSignInTab(context, dialog, route);
    await tab.getByRole("button", { name: "Deny" }).click();
    await tab.getByRole("heading", { name: "The sign-in did not work" }).waitFor();
    await tab.close();
    await expectText(dialog.getByRole("alert"), "The sign-in was declined");
    await signInLink(dialog, route === "siwc" ? "codex" : "siwc").waitFor();
    expect(await shownCode(dialog)).toBe(code);

    await dialog.getByRole("button", { name: "Try again" }).click();
    const again = await openSignInTab(context, dialog, route);
    await approveAs(again, "Ada Plus");
    await finishDialog(dialog, again);
  });
});

describe("a code for another device", () => {
  it("turns the dialog when it is approved there, and stops the other ways", async () => {
    const { app, context } = stage;
    const dialog = await openDialog();
    const tab = await openSignInTab(context, dialog);
    await tab.getByRole("button", { name: "Approve" }).waitFor();
    const code = await shownCode(dialog);

    const opened = context.waitForEvent("page");
    await dialog.getByRole("link", { name: "Open page" }).click();
    const device = await opened;
    expect(new URL(device.url()).pathname).toBe("/codex/device");
    await device.getByLabel("Code").fill(code);
    await approveAs(device, "Grace Pro");
    await device.getByRole("heading", { name: "Approved" }).waitFor();
    await device.close();
    await dialog.getByRole("heading", { name: "You are connected" }).waitFor();
    await expectText(dialog.getByRole("status"), "Pro");

    const { accounts, pending } = await readStatus(app);
    expect(accounts).toHaveLength(1);
    expect(new Set(pending.map(({ status }) => status))).toEqual(new Set(["done"]));
    for (const port of app.callbackPorts)
      await expect(fetch(`http://127.0.0.1:${port}/auth/callback`), "nobody waits for the browser").rejects.toThrow();
    await finishDialog(dialog, tab);
  });

  it("that are switched off in ChatGPT point to the setting and to the browser, which works", async () => {
    const { app, context } = stage;
    app.simulator.control.setSwitches({ deviceCode: "disabled" });
    const dialog = await openDialog();
    const card = dialog.getByRole("region", { name: "On another device" });
    await expectText(card.getByRole("alert"), /Settings → Security → Device code.*Signing in with your browser/);
    const tab = await openSignInTab(context, dialog);
    await approveAs(tab, "Ada Plus");
    await finishDialog(dialog, tab);
  });

  it("is finished after a crash and restart of the server, in the dialog that stayed open", async () => {
    const { app } = stage;
    const dialog = await openDialog();
    const userCode = await shownCode(dialog);
    await app.restart("SIGKILL");
    expect(await app.simulator.control.approveDevice({ userCode, person: "ada" })).toBe(true);
    await finishDialog(dialog);
  });
});

describe("what stands in the way", () => {
  it("of the listener is named, and a pasted address finishes the sign-in all the same", async () => {
    const { app, context } = stage;
    const others = await holdPorts(app.callbackPorts);
    try {
      const dialog = await openDialog();
      await dialog.getByText(`Port ${app.callbackPorts[0]} is in use by another program`).waitFor();
      const tab = await openSignInTab(context, dialog);
      await approveAs(tab, "Ada Plus");
      await tab.getByText("Another program").waitFor();

      const address = dialog.getByLabel("Address of the page after sign-in");
      await address.fill("http://localhost:1455/auth/callback?code=x&state=y");
      await dialog.getByRole("button", { name: "Finish" }).click();
      await expectText(dialog.getByRole("alert"), "No open sign-in belongs to this address");

      await address.fill(tab.url());
      await dialog.getByRole("button", { name: "Finish" }).click();
      await finishDialog(dialog, tab);
    } finally {
      for (const other of others) other.close();
    }
  });

  it("of the listener keeps nobody from plan sharing, which may come back on any port", async () => {
    const { app, context } = stage;
    const others = await holdPorts(app.callbackPorts);
    try {
      const dialog = await openDialog();
      await expectText(dialog, /Listening on port \d+ for your return/);
      const tab = await openSignInTab(context, dialog, "siwc");
      await approveAs(tab, "Ada Plus");
      await finishDialog(dialog, tab);
    } finally {
      for (const other of others) other.close();
    }
  });

  it("of the token endpoint is said as the network's doing, and the way can be tried again", async () => {
    const { app, context } = stage;
    app.simulator.control.failNext({
      path: "/oauth/token",
      status: 403,
      headers: { "content-type": "text/html" },
      body: "<!doctype html><title>Just a moment...</title>",
    });
    const dialog = await openDialog();
    const tab = await openSignInTab(context, dialog);
    await approveAs(tab, "Ada Plus");
    await expectText(tab.getByRole("main"), /The sign-in did not work.*The network blocked the call/s);
    await tab.close();
    await expectText(dialog.getByRole("alert"), /The network blocked the call.*(network|proxy)/is);
    expect((await readStatus(app)).accounts).toEqual([]);

    await dialog.getByRole("button", { name: "Try again" }).click();
    const again = await openSignInTab(context, dialog);
    await approveAs(again, "Ada Plus");
    await finishDialog(dialog, again);
  });
});

it("a reload in the middle keeps the attempt: the same code, and a tab that was opened before leads back", async () => {
  const { page, context } = stage;
  const dialog = await openDialog();
  const code = await shownCode(dialog);
  const tab = await openSignInTab(context, dialog);
  await tab.getByRole("button", { name: "Approve" }).waitFor();
  await page.reload();
  expect(await shownCode(dialog)).toBe(code);
  await signInLink(dialog, "codex").waitFor();
  await approveAs(tab, "Ada Plus");
  await tab.getByRole("heading", { name: "You are connected" }).waitFor();
  await finishDialog(dialog, tab);
});

it("an import from the Codex CLI warns first, refuses another file, and connects", async () => {
  const { app, page } = stage;
  const dialog = await openDialog();
  await dialog.getByRole("button", { name: "Import from Codex CLI" }).click();
  const panel = page.getByRole("region", { name: "Import from Codex CLI" });
  await panel.getByText("Two programs would share one login").waitFor();
  const file = panel.getByLabel("Choose auth.json");
  const choose = (content: unknown) =>
    file.setInputFiles({
      name: "auth.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(content)),
    });

  await choose({ name: "package" });
  await expectText(panel.getByRole("alert"), "That cannot be used as it is");
  expect((await readStatus(app)).accounts).toEqual([]);

  const { access_token, refresh_token, id_token } = await app.simulator.control.mintTokens({ person: "ada" });
  await choose({ OPENAI_API_KEY: null, tokens: { access_token, refresh_token, id_token } });
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await eventually(async () => (await readStatus(app)).accounts.length).toBe(1);
});
