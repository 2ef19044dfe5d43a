import { expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { nodeCalled } from "./support/canvas";
import { eventually } from "./support/eventually";
import { addGraph, openGraph, planModel } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

it("a workflow runs inside of a node, and opens there with what it did for each item", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  const held = await addGraph(app, {
    name: "Greeting",
    nodes: [
      { id: "ask", type: "prompt", title: "Ask", at: [20, 120], data: { text: "Greet {{who}}" } },
      { id: "say", type: "llmGenerate", title: "Say", at: [310, 90], data: planModel },
      { id: "out", type: "output", title: "Out", at: [620, 120], data: { name: "greeting" } },
    ],
    wires: ["ask.text > say.prompt", "say.text > out.value"],
  });
  const ports = {
    inputs: [{ name: "who", type: "text", required: true }],
    outputs: [{ name: "greeting", type: "text" }],
  };
  await openGraph(app, page, {
    name: "Letters",
    nodes: [
      { id: "list", type: "list", title: "People", at: [20, 120], data: { text: "Ann\nBea", split: "lines" } },
      { id: "h", type: "workflow", title: "Greet each", at: [310, 90], data: { workflow: held, ports } },
      { id: "end", type: "output", title: "Letters", at: [640, 120], data: { name: "letters" } },
    ],
    wires: ["list.items > h.who", "h.greeting > end.value"],
  });
  expect(await runCounted(stage)).toEqual({ status: "completed", calls: 2 });

  await nodeCalled(page, "Greet each").getByRole("button", { name: "Open Greeting" }).click();
  const way = page.getByRole("navigation", { name: "Where this workflow was opened from" });
  await way.getByText("Greeting").waitFor();
  await eventually(() => nodeCalled(page, "Say").locator("[data-status]").getAttribute("data-status")).toEqual("done");
  expect(await nodeCalled(page, "Ask").textContent()).toContain("Greet");
  await way.getByRole("button", { name: "Back to Letters" }).click();
  await nodeCalled(page, "Greet each").waitFor();
  expect(await way.count()).toBe(0);
});
