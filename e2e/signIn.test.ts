import { createServer, type Server } from "node:http";
import { describe, expect, it } from "vitest";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runToEnd, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, planModel, threeNodes } from "./support/graph";
import { closeSetup, openSetup } from "./support/setup";
import { approveAs, connectDialog, openSignInTab, signInThroughDialog } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage();

describe("signing in", () => {
  it("happens in a new tab, turns the first one by itself, and ends for good with Disconnect", async () => {
    const { app, page, context } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    await page.evaluate(() => Object.assign(window, { sinceOpening: true }));
    const answer = nodeCalled(page, "Answer");
    await answer.getByText("Not connected").waitFor();
    await answer.getByRole("button", { name: "Connect" }).click();
    await signInThroughDialog(context, page);
    await answer.getByText("Not connected").waitFor({ state: "detached" });

    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), /rivers/i);

    const revocations = () => app.simulator.requests.filter(({ path }) => path === "/oauth/revoke").length;
    const before = revocations();
    const setup = await openSetup(page, "Providers");
    await setup.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
    await setup.getByRole("button", { name: "Connect", exact: true }).waitFor();
    await closeSetup(page);
    await answer.getByRole("button", { name: "Connect" }).waitFor();
    expect(await page.evaluate(() => "sinceOpening" in window), "the page was never reloaded").toBe(true);

    await page.reload();
    await answer.getByRole("button", { name: "Connect" }).waitFor();
    expect(await callApi(app, "GET", "/api/auth/openai/status")).toMatchObject({ connected: false, accounts: [] });
    expect(revocations() - before).toBe(1);
  });

  it("says in the dialog that it was declined, and starts again from there", async () => {
    const { app, page, context } = stage;
    await page.goto(app.url);
    await page.getByRole("button", { name: "Connect ChatGPT" }).click();
    const dialog = connectDialog(page);
    const tab = await openSignInTab(context, dialog);
    await tab.getByRole("button", { name: "Deny" }).click();
    await tab.getByRole("heading", { name: "The sign-in did not work" }).waitFor();
    await expectText(dialog.getByRole("alert"), "The sign-in was declined");
    await tab.close();

    await dialog.getByRole("button", { name: "Start again" }).click();
    await signInThroughDialog(context, page, "Grace Pro");
    await dialog.waitFor({ state: "detached" });
  });

  it("is finished by a pasted address when another program holds the ports", async () => {
    const { app, page, context } = stage;
    const others = await holdPorts(app.callbackPorts);
    try {
      await page.goto(app.url);
      await page.getByRole("button", { name: "Connect ChatGPT" }).click();
      const dialog = connectDialog(page);
      await expectText(dialog.getByRole("status"), "in use by another program");
      const tab = await openSignInTab(context, dialog);
      await approveAs(tab, "Ada Plus");
      await tab.getByText("Another program").waitFor();

      await dialog.getByLabel("Address of that page").fill("http://localhost:1455/auth/callback?code=x&state=y");
      await dialog.getByRole("button", { name: "Finish sign-in" }).click();
      await expectText(dialog.getByRole("alert"), "No open sign-in belongs to this address");

      await dialog.getByLabel("Address of that page").fill(tab.url());
      await dialog.getByRole("button", { name: "Finish sign-in" }).click();
      await dialog.getByRole("heading", { name: "You are connected" }).waitFor();
    } finally {
      for (const other of others) other.close();
    }
  });
});

describe("an access token", () => {
  it("that ends in the middle of a run is renewed once, for all nodes", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const refreshes = () => app.simulator.counters.tokenRequests.refresh_token ?? 0;
    const before = refreshes();
    const llm = { type: "llmGenerate", data: { ...planModel } };
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [20, 60], data: { text: "Tell me about bridges" } },
        { id: "first", title: "First", at: [320, 60], ...llm },
        { id: "more", type: "prompt", title: "More", at: [620, 60], data: { text: "Go on: {{text}}" } },
        { id: "second", title: "Second", at: [920, 20], ...llm },
        { id: "third", title: "Third", at: [920, 320], ...llm },
        { id: "fourth", title: "Fourth", at: [920, 600], ...llm },
      ],
      wires: [
        "ask.text > first.prompt",
        "first.text > more.text",
        "more.text > second.prompt",
        "more.text > third.prompt",
        "more.text > fourth.prompt",
      ],
    });
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 50, tokenMs: 40 } });
    const run = await startRun(page);
    await expectText(nodeCalled(page, "First"), "Streaming");
    app.simulator.control.expireAccessTokens({ person: "ada" });
    expect(await endOfRun(page, run)).toBe("completed");
    for (const title of ["First", "Second", "Third", "Fourth"]) await expectText(nodeCalled(page, title), "Done");
    expect(refreshes() - before).toBe(1);
  });
});

/** What a forgotten Codex sign-in does: answers on the ports, and knows nothing of ours. */
async function holdPorts(ports: readonly number[]): Promise<Server[]> {
  const servers: Server[] = [];
  for (const port of ports) {
    for (const host of ["127.0.0.1", "::1"]) {
      const server = createServer((_, response) => response.writeHead(404).end("Another program"));
      server.listen(port, host);
      servers.push(server);
    }
  }
  await eventually(() => servers.every((server) => server.listening)).toBe(true);
  return servers;
}
