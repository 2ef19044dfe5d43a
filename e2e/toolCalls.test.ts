import { expect, it } from "vitest";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { startEverything } from "@/lib/tools/testTools";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, openInspector, startRun } from "./support/canvas";
import { openGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const prompt = `[call:files__echo {"message":"rivers"}] [call:files__toggle-simulated-logging {}] [call:files__toggle-subscriber-updates {}] What about rivers?`;

it("the tools of a node are chosen in the panel, wait for a person before they act, and stand above its answer", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  const { url } = await startEverything(await freePort());
  await callApi(app, "POST", "/api/tools", { name: "files", url });
  await openGraph(app, page, threeNodes(prompt));
  const inspector = await openInspector(page, "Answer");
  await inspector.getByRole("button", { name: "Choose", exact: true }).click();
  await inspector.getByRole("checkbox", { name: "Use tools of files" }).check();
  await expectText(inspector, "One answer takes up to 11 calls of the model.");
  await expectAccessible(page);

  const run = await startRun(page);
  const answer = nodeCalled(page, "Answer");
  await answer.getByRole("button", { name: "Allow", exact: true }).click();
  await expectText(answer, /May .*toggle-subscriber-updates|Toggle.*Subscriber/i);
  await answer.getByRole("button", { name: "Say why not" }).click();
  await answer.getByRole("textbox", { name: "Why not" }).fill("Not now.");
  await expectAccessible(page);
  await answer.getByRole("button", { name: "Decline", exact: true }).click();
  // It waited, which is an end, too: the answer is there when it has gone on.
  await expectText(nodeCalled(page, "Result"), /rivers/i);
  expect(await endOfRun(page, run)).toBe("completed");
  await answer.locator("summary", { hasText: "3 tool calls" }).click();
  const calls = answer.getByRole("list", { name: "3 tool calls" });
  await calls.locator("summary", { hasText: "echo" }).click();
  await expectText(calls, /Called with[\s\S]*"message": "rivers"[\s\S]*Gave[\s\S]*Echo: rivers/);
  await expectText(calls, "toggle-simulated-logging");
  await calls.locator("summary", { hasText: "toggle-subscriber-updates" }).click();
  await expectText(calls, /A person said[\s\S]*Not now\./);
  await expectAccessible(page);
});
