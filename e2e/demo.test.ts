import { expect, it } from "vitest";
import { endOfRun, expectText, nodeCalled, nodesOn, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { signInThroughDialog } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage();

it("a newcomer goes from an empty canvas over a template and a sign-in to a streamed answer", async () => {
  const { app, page, context } = stage;
  await page.goto(app.url);
  await page.getByRole("heading", { name: "What should run today?" }).waitFor();
  await page.getByRole("button", { name: /^Draft, critique, rewrite/ }).click();
  await // With the note on what to change.
  await eventually(() => nodesOn(page).count()).toBe(7);
  await nodeCalled(page, "Draft").getByText("Not connected").waitFor();

  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await signInThroughDialog(context, page, { route: "siwc" });
  for (const title of ["Draft", "Critique", "Rewrite"]) {
    const node = nodeCalled(page, title);
    await node.getByText("Not connected").waitFor({ state: "detached" });
    await node.getByRole("button", { name: /GPT/ }).waitFor();
  }

  const run = await startRun(page);
  await expectText(nodeCalled(page, "Draft"), "Streaming");
  expect(await endOfRun(page, run)).toBe("completed");
  await expectText(nodeCalled(page, "Final text").locator(".markdown"), /\w+ \w+ \w+/);
  await page.reload();
  await expectText(nodeCalled(page, "Final text").locator(".markdown"), /\w+ \w+ \w+/);
});
