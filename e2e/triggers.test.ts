import { expect, it } from "vitest";
import { sign } from "@/lib/triggers/signature";
import { expectAccessible } from "./support/accessibility";
import { runButton } from "./support/canvas";
import { type GraphSketch, openGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

/** What comes in goes out: no model is asked. */
const echo: GraphSketch = {
  name: "Echo",
  nodes: [
    { id: "topic", type: "prompt", title: "Topic", at: [60, 160], data: { text: "mice", input: "topic" } },
    { id: "result", type: "output", title: "Result", at: [420, 160], data: { name: "Report" } },
  ],
  wires: ["topic.text > result.value"],
};

it("a hook and a schedule are made on the screen, called and tested, and tell what they did", async () => {
  const { app, page } = stage;
  await openGraph(app, page, echo);
  await page.getByRole("button", { name: "Workflow menu" }).click();
  await page.getByRole("menuitem", { name: "Triggers…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add a hook" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("Orders");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const [address, secret] = [
    dialog.getByLabel("Address", { exact: true }),
    dialog.getByLabel("Secret", { exact: true }),
  ];
  const answer = await callHook(await address.inputValue(), await secret.inputValue(), { topic: "owls" });
  expect(answer).toMatchObject({ status: "completed", outputs: { Report: "owls" } });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "I have it" }).click();

  await dialog.getByRole("button", { name: "Add a schedule" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("Morning");
  await dialog.getByLabel("Time zone").fill("Europe/Berlin");
  await dialog.getByText(/Next three times/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByText("Every day at 09:00, Europe/Berlin").waitFor();
  await dialog.getByRole("button", { name: /^Test Morning/ }).click();
  const morning = dialog.getByRole("listitem", { name: "Morning" });
  await morning.getByText("Last times").click();
  await morning.getByText("Completed").waitFor();
  await expectAccessible(page);
  await morning.getByRole("button", { name: /^Show the run of/ }).click();
  await dialog.waitFor({ state: "detached" });
  await page
    .getByText(/by schedule Morning/)
    .first()
    .waitFor();
  await runButton(page).waitFor();
});

async function callHook(address: string, secret: string, given: object): Promise<unknown> {
  const body = JSON.stringify(given);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = sign(secret, timestamp, body);
  const signed = { "x-patchbay-timestamp": timestamp, "x-patchbay-signature": signature };
  const headers = { "content-type": "application/json", ...signed };
  const response = await fetch(`${address}?wait=60`, { method: "POST", headers, body });
  return response.json();
}
