import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { chooseForNode, expectText, nodeCalled, openInspector, titleBar } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const completed = (calls: number) => ({ status: "completed", calls });

/** A question, an answer, a second one from it, and what comes out. */
const chain: GraphSketch = {
  zoom: 0.9,
  nodes: [
    { id: "ask", type: "prompt", title: "Question", at: [20, 120], data: { text: "Tell me about harbours" } },
    { id: "draft", type: "llmGenerate", title: "Draft", at: [310, 90], data: planModel },
    { id: "more", type: "prompt", title: "More", at: [600, 120], data: { text: "Shorten this: {{text}}" } },
    { id: "final", type: "llmGenerate", title: "Final", at: [890, 90], data: planModel },
    { id: "result", type: "output", title: "Result", at: [890, 480], data: { name: "result" } },
  ],
  wires: ["ask.text > draft.prompt", "draft.text > more.text", "more.text > final.prompt", "final.text > result.value"],
};

const statesOf = (...titles: string[]) =>
  Promise.all(
    titles.map((title) => nodeCalled(stage.page, title).locator("[data-status]").getAttribute("data-status")),
  );

/** The answer on a node, once it is drawn as markdown. */
const answerOf = (title: string) => nodeCalled(stage.page, title).locator(".nowheel .markdown").textContent();

describe("a part of a workflow", () => {
  it("to here runs a node with all that it depends on, and leaves the rest", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    expect(await runCounted(stage, () => chooseForNode(page, "More", "Run to here"))).toEqual(completed(1));
    await eventually(() => statesOf("Question", "Draft", "More")).toEqual(["done", "done", "done"]);
    for (const title of ["Final", "Result"])
      expect(await nodeCalled(page, title).locator("[data-status]").count(), title).toBe(0);
  });

  it("from here runs a node with all that hangs on it, on the results before it", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    expect(await runCounted(stage)).toEqual(completed(2));
    await nodeCalled(page, "More").getByRole("textbox").fill("Make a title of this: {{text}}");
    expect(await runCounted(stage, () => chooseForNode(page, "More", "Run from here"))).toEqual(completed(1));
    await eventually(() => statesOf("Question", "Draft", "More", "Final", "Result")).toEqual(Array(5).fill("done"));
  });

  it("of one node alone keeps what the others gave, and marks what hangs on it", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    expect(await runCounted(stage)).toEqual(completed(2));
    const before = await answerOf("Final");
    await nodeCalled(page, "Question").getByRole("textbox").fill("Tell me about lighthouses");
    expect(await runCounted(stage, () => chooseForNode(page, "Question", "Run this node only"))).toEqual(completed(0));
    expect(await runCounted(stage, () => chooseForNode(page, "Draft", "Run this node only"))).toEqual(completed(1));
    await expectText(nodeCalled(page, "Draft"), /lighthouses/i);
    expect(await answerOf("Final")).toBe(before);
    await eventually(() => statesOf("Question", "Draft", "More", "Final")).toEqual(["done", "done", "stale", "stale"]);

    await page.reload();
    await expectText(nodeCalled(page, "Draft"), /lighthouses/i);
    expect(await answerOf("Final")).toBe(before);
  });

  it("of one node runs by the button in its title bar and by the one of the panel too", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    const play = nodeCalled(page, "Question").getByRole("button", { name: "Run Question" });
    const press = async () => {
      await nodeCalled(page, "Question").hover();
      await play.click();
    };
    expect(await runCounted(stage, press)).toEqual(completed(0));
    await eventually(() => statesOf("Question")).toEqual(["done"]);
    const inspector = await openInspector(page, "Draft");
    const run = () => inspector.getByRole("button", { name: "Run this node" }).click();
    expect(await runCounted(stage, run)).toEqual(completed(1));
    await expectText(nodeCalled(page, "Draft"), /harbours/i);
  });

  it("that is selected runs together, and the others keep their earlier results", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    expect(await runCounted(stage)).toEqual(completed(2));
    const draft = await answerOf("Draft");
    await nodeCalled(page, "More").getByRole("textbox").fill("Make a poem of this: {{text}}");
    await titleBar(page, "More").click();
    await titleBar(page, "Final").click({ modifiers: ["Shift"] });
    expect(await runCounted(stage, () => chooseForNode(page, "Final", "Run these 2 nodes only"))).toEqual(completed(1));
    await eventually(() => statesOf("Question", "Draft", "More", "Final", "Result")).toEqual([
      "done",
      "done",
      "done",
      "done",
      "stale",
    ]);
    expect(await answerOf("Draft")).toBe(draft);
  });
});

describe("a node alone", () => {
  it("without the results that it needs is skipped with the way to run them", async () => {
    const { app, page } = stage;
    await openGraph(app, page, chain);
    expect(await runCounted(stage, () => chooseForNode(page, "Final", "Run this node only"))).toEqual(completed(0));
    await expectText(nodeCalled(page, "Final"), "Skipped: Draft has no result yet. Run to here instead.");
  });
});
