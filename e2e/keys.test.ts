import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled, runToEnd } from "./support/canvas";
import { type GraphSketch, openGraph, threeNodes } from "./support/graph";
import { closeSetup, openSetup, saveKey } from "./support/setup";
import { setStage } from "./support/stage";

const stage = setStage();

const openaiModel = { provider: "openai", model: "gpt-5.5" };
const googleModel = { provider: "google", model: "gemini-2.5-pro" };
const claude = { provider: "anthropic", model: "claude-sonnet-5-5" };

const bothProviders: GraphSketch = {
  nodes: [
    { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "Tell me about kites" } },
    { id: "left", type: "llmGenerate", title: "OpenAI answer", at: [420, 60], data: openaiModel },
    { id: "right", type: "llmGenerate", title: "Google answer", at: [420, 420], data: googleModel },
  ],
  wires: ["ask.text > left.prompt", "ask.text > right.prompt"],
};

describe("API keys entered in the setup", () => {
  it.each([
    { account: "without an account", isConnected: false },
    { account: "with an account connected", isConnected: true },
  ])("run their nodes $account, and pay for them", async ({ isConnected }) => {
    const { app, page } = stage;
    if (isConnected) await connectAccount(app);
    const callsBefore = app.simulator.requests.length;
    await openGraph(app, page, bothProviders);
    await nodeCalled(page, "OpenAI answer").getByRole("button", { name: "Add a key" }).click();
    const setup = page.getByRole("dialog", { name: "Project setup" });
    await saveKey(setup, "OpenAI", "sk-test-0123456789abcdef-4711");
    await saveKey(setup, "Google Gemini", "AIza-test-0123456789abcdef-0815");
    expect(await setup.getByLabel("OpenAI", { exact: true }).getAttribute("placeholder")).toContain("4711");
    await closeSetup(page);

    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "OpenAI answer").locator("footer"), /\d tokens.*OpenAI key/);
    await expectText(nodeCalled(page, "Google answer").locator("footer"), /\d tokens.*Google Gemini key/);
    const calls = app.simulator.requests.slice(callsBefore).map(({ method, path }) => `${method} ${path}`);
    expect(calls).toContain("POST /v1/responses");
    expect(calls).toContainEqual(expect.stringMatching(/^POST .*:streamGenerateContent$/));
    expect(calls).not.toContain("POST /backend-api/codex/responses");
  });

  it.each([
    { provider: "OpenAI", model: openaiModel, wrong: "sk-invalid-0123456789", right: "sk-test-0123456789" },
    { provider: "Google Gemini", model: googleModel, wrong: "AIza-invalid-0123456789", right: "AIza-test-0123456789" },
    { provider: "Anthropic", model: claude, wrong: "sk-ant-invalid-0123456789", right: "sk-ant-test-0123456789" },
  ])(
    "say that $provider refuses a wrong one, and lead to where it is mended",
    async ({ provider, model, wrong, right }) => {
      const { app, page } = stage;
      await openGraph(app, page, threeNodes("Tell me about kites", model));
      await saveKey(await openSetup(page, "Providers"), provider, wrong);
      await closeSetup(page);

      expect(await runToEnd(page)).toBe("failed");
      const answer = nodeCalled(page, "Answer");
      await expectText(answer.getByRole("alert"), /refuse|not accept|wrong|key/i);
      await expectText(nodeCalled(page, "Result"), "Skipped, because Answer did not finish.");
      await answer.getByRole("alert").getByRole("button", { name: "Add a key" }).click();

      const field = page.getByRole("dialog", { name: "Project setup" }).getByLabel(provider, { exact: true });
      await field.fill(right);
      await page.getByRole("button", { name: "Replace" }).click();
      await page.getByText(`The ${provider} key is saved, encrypted`).last().waitFor();
      await closeSetup(page);
      expect(await runToEnd(page)).toBe("completed");
    },
  );
});
