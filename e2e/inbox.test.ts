import { expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { endOfRun, expectText, nodeCalled, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const reviewed: GraphSketch = {
  name: "Newsletter",
  nodes: [
    { id: "l", type: "list", title: "Lines", at: [40, 80], data: { text: "owl\nfox\nhen", split: "lines" } },
    { id: "r", type: "review", title: "Look", at: [400, 60], data: { question: "Send it?", mode: "edit" } },
    { id: "o", type: "output", title: "Sent", at: [800, 60], data: { name: "sent" } },
  ],
  wires: ["l.items > r.value", "r.approved > o.value"],
};

it("a run asks in the inbox, is answered from the keyboard, and goes on", async () => {
  const { app, page } = stage;
  await openGraph(app, page, reviewed);
  const run = await startRun(page);
  expect(await endOfRun(page, run)).toBe("waiting");
  await expectText(nodeCalled(page, "Look"), "Send it?");
  await page.getByRole("banner").getByRole("button", { name: "Waits for you" }).click();
  const drawer = page.getByRole("region", { name: "Runs", exact: true });
  const inbox = drawer.getByRole("region", { name: "Questions of runs" });
  await expectText(inbox, "3 questions wait for you");
  await expectText(inbox.getByRole("region", { name: "Send it?" }), "From Lines");
  await expectAccessible(page);

  await page.keyboard.press("j");
  await expectText(inbox.getByRole("region", { name: "Send it?" }), "Look, item 2");
  await page.keyboard.press("e");
  await inbox.getByRole("textbox").fill("A fox.");
  await page.keyboard.press("Control+Enter");
  await expectText(inbox, "2 questions wait for you");
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await expectText(inbox, "1 question waits for you");
  await page.keyboard.press("r");
  await expectText(drawer, "No run asks anything.");
  await eventually(
    async () => (await callApi<{ outputs?: unknown }>(app, "GET", new URL(run).pathname)).outputs,
  ).toEqual({
    sent: ["owl", "A fox."],
  });
  await expectText(nodeCalled(page, "Sent"), "A fox.");
});
