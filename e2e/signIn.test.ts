import { describe, expect, it } from "vitest";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runToEnd, startRun } from "./support/canvas";
import { openGraph, planModel, threeNodes } from "./support/graph";
import { closeSetup, openSetup } from "./support/setup";
import { signInThroughDialog } from "./support/signIn";
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
