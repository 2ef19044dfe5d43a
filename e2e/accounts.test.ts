import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import type { AccountView } from "@/types/providers";
import { callApi, connectAccount } from "./support/api";
import type { TestApp } from "./support/app";
import { planCalls, runCounted } from "./support/calls";
import { expectText, nodeCalled, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, threeNodes } from "./support/graph";
import { closeSetup, openSetup } from "./support/setup";
import { signInThroughDialog } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage();

const readAccounts = (app: TestApp) =>
  callApi<{ accounts: AccountView[]; defaultAccountId: string }>(app, "GET", "/api/accounts");

/** The row of the account of this name; a sign-in's first one is "ChatGPT", the next "ChatGPT 2". */
function rowOf(setup: Locator, name: string): Locator {
  const named = setup.page().getByLabel(`Name of ${name}`, { exact: true });
  return setup.getByRole("listitem").filter({ has: named });
}

async function openDetails(row: Locator): Promise<void> {
  await row.getByRole("button", { name: /^Details of / }).click();
}

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole("alertdialog").getByRole("button", { name }).click();
}

it("a second account is added, made the default, named by a node, and its end is marked on that node", async () => {
  const { app, page, context } = stage;
  await connectAccount(app);
  await openGraph(app, page, threeNodes("Tell me about rivers"));
  const setup = await openSetup(page, "Providers");
  await setup.getByRole("button", { name: "Add account" }).click();
  await signInThroughDialog(context, page, { person: "Grace Pro" });
  const second = rowOf(setup, "ChatGPT 2");
  await expectText(second, "Pro");
  await openDetails(second);
  await second.getByRole("button", { name: "Make default" }).click();
  await expectText(second, /· default/);
  await expect.poll(() => rowOf(setup, "ChatGPT").textContent()).not.toMatch(/· default/);
  await closeSetup(page);

  const answer = nodeCalled(page, "Answer");
  await answer.getByText("Answer", { exact: true }).click();
  const inspector = page.getByRole("complementary", { name: "Settings of the selected node" });
  await inspector.getByRole("combobox", { name: "Runs on" }).click();
  await page.getByRole("option", { name: /^ChatGPT 2/ }).click();
  const { accounts } = await readAccounts(app);
  const grace = accounts.find(({ name }) => name === "ChatGPT 2");
  expect(await runToEnd(page)).toBe("completed");
  const call = planCalls(app).at(-1);
  expect(JSON.stringify(call?.facts)).toContain("grace");

  const again = await openSetup(page, "Providers");
  await rowOf(again, "ChatGPT 2").getByRole("button", { name: "Disconnect" }).click();
  await confirm(page, "Disconnect");
  await rowOf(again, "ChatGPT 2").waitFor({ state: "detached" });
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await page.getByText("ChatGPT 2 is disconnected").waitFor();
  await closeSetup(page);
  expect((await readAccounts(app)).accounts.map(({ id }) => id)).not.toContain(grace?.id);
  await answer.getByText("“ChatGPT 2”, which this runs on, is no longer connected.").waitFor();
  await answer.getByRole("button", { name: "Choose another payer" }).click();
  await inspector.getByRole("combobox", { name: "Runs on" }).click();
  await page.getByRole("option", { name: /Plus$/ }).click();
  await answer.getByText("is no longer connected").waitFor({ state: "detached" });
});

it("an account whose sign-in has ended says so on its nodes, and comes back into the same row from there", async () => {
  const { app, page, context } = stage;
  await connectAccount(app);
  await openGraph(app, page, threeNodes("Tell me about rivers"));
  const [before] = (await readAccounts(app)).accounts;
  app.simulator.control.revokeTokens();
  expect(await runToEnd(page)).toBe("failed");
  const answer = nodeCalled(page, "Answer");
  await answer.getByRole("button", { name: "Reconnect" }).click();
  await page.getByRole("dialog", { name: "Sign in to ChatGPT again" }).waitFor();
  await signInThroughDialog(context, page);
  await answer.getByRole("button", { name: "Reconnect" }).waitFor({ state: "detached" });
  expect((await readAccounts(app)).accounts.map(({ id }) => id)).toEqual([before?.id]);
  expect(await runToEnd(page)).toBe("completed");
});

it("a used-up plan is told with its reset on the account, in the top bar and on the node", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  await openGraph(app, page, threeNodes("[usage-limit] Tell me about rivers"));
  expect(await runToEnd(page)).toBe("parked");
  await expectText(
    nodeCalled(page, "Answer"),
    /Parked until (\w{3} (\d+ \w{3}, )?)?\d\d:\d\d \(5 h window of ChatGPT\)\./,
  );
  await expectText(page.getByRole("banner"), /5 h · resets (\w{3} (\d+ \w{3}, )?)?\d\d:\d\d/);
  const row = rowOf(await openSetup(page, "Providers"), "ChatGPT");
  await expectText(row, "Limit reached");
  await expectText(row, /Blocked by .* until (\w{3} (\d+ \w{3}, )?)?\d\d:\d\d/);
  await eventually(async () => (await readAccounts(app)).accounts[0]?.status).toBe("limited");
});

it("a run that waits for one account goes on at once with another that the person picks", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  await connectAccount(app, "grace");
  app.simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
  await openGraph(app, page, threeNodes("Tell me about rivers"));
  expect(await runCounted(stage)).toMatchObject({ status: "parked" });
  const answer = nodeCalled(page, "Answer");
  const goOn = () => answer.getByRole("button", { name: "Use ChatGPT 2" }).click();
  expect(await runCounted(stage, goOn)).toEqual({ status: "completed", calls: 1 });
  await expectText(answer.locator("footer"), "Pro plan");
});

it("an account that is switched off keeps its sign-in, holds its nodes back, and is switched on again", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  await openGraph(app, page, threeNodes("Tell me about rivers"));
  const row = rowOf(await openSetup(page, "Providers"), "ChatGPT");
  await openDetails(row);
  await row.getByRole("button", { name: "Switch off" }).click();
  await expectText(row, "Not usable: switched off");
  await closeSetup(page);
  const answer = nodeCalled(page, "Answer");
  await answer.getByText("ChatGPT is switched off.").waitFor();

  await answer.getByRole("button", { name: "Open providers" }).click();
  const again = rowOf(page.getByRole("dialog", { name: "Project setup" }), "ChatGPT");
  await openDetails(again);
  await again.getByRole("button", { name: "Switch on" }).click();
  await expectText(again, "Usable now");
  await closeSetup(page);
  expect(await runToEnd(page)).toBe("completed");
});

it("a check says that an account works, and after its tokens were revoked that it must sign in again", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  await page.goto(app.url);
  const row = rowOf(await openSetup(page, "Providers"), "ChatGPT");
  await openDetails(row);
  await row.getByRole("button", { name: "Check now" }).click();
  await page.getByText("ChatGPT works").waitFor();
  app.simulator.control.revokeTokens();
  await row.getByRole("button", { name: "Check now" }).click();
  await expectText(row, "Sign in again");
  await row.getByRole("button", { name: "Reconnect" }).waitFor();
});
