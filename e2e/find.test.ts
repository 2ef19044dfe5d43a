import { expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { nodeCalled, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, planModel, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const bar = () => stage.page.getByRole("search");
const field = () => bar().getByRole("textbox", { name: "Find in this workflow" });
const count = () => bar().getByRole("status").textContent();
const selected = () => stage.page.locator(".react-flow__node.selected").getAttribute("data-id");

/** What the browser marks, of the place that is gone to or of the others. */
const marked = (which: "find" | "find-current") =>
  stage.page.evaluate((name) => Array.from(CSS.highlights.get(name) ?? [], (range) => String(range)), which);

it("finds words in titles, prompts, comments and results, and goes from one to the next and back", async () => {
  const { app, page } = stage;
  await connectAccount(app);
  await openGraph(app, page, {
    nodes: [
      { id: "ask", type: "prompt", title: "Lantern", at: [60, 160], data: { text: "[say:A lantern glows] Go" } },
      { id: "answer", type: "llmGenerate", title: "Answer", at: [420, 120], data: planModel, comment: "No lantern?" },
      { id: "far", type: "prompt", title: "Far away", at: [9000, 4000], data: { text: "a Lantern in the fog" } },
    ],
    wires: ["ask.text > answer.prompt"],
  });
  await runToEnd(page);
  await page.keyboard.press("Control+f");
  await field().fill("lantern");
  await eventually(count).toMatch(/^1 of [5-9]$/);
  await eventually(() => marked("find-current")).toContain("Lantern");
  await page.keyboard.press("Enter");
  await eventually(selected).toBe("ask");
  await bar().getByText("in the title").waitFor();
  await expectAccessible(page);

  // Back from the first is around to the last, which is not on the screen yet.
  await page.keyboard.press("Shift+Enter");
  await eventually(selected).toBe("far");
  await nodeCalled(page, "Far away").waitFor();
  await eventually(() => marked("find-current")).toEqual(["Lantern"]);
  await bar().getByText("in the fog").waitFor();
  await bar().getByRole("button", { name: "Previous" }).click();
  await eventually(selected).toBe("answer");
  await bar().getByText("in the result").waitFor();
});

it("says when there is nothing, and leaves no marks when it is closed", async () => {
  const { app, page } = stage;
  await openGraph(app, page, threeNodes("Plain words"));
  await page.keyboard.press("Control+f");
  await field().fill("zebra");
  await eventually(count).toBe("None");
  await field().fill("plain");
  await eventually(count).toBe("1 of 1");
  await eventually(() => marked("find-current")).toEqual(["Plain"]);
  await page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  expect(await marked("find-current")).toEqual([]);
  await page.keyboard.press("Control+f");
  expect(await field().inputValue()).toBe("plain");
});
