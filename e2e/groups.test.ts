import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import {
  endOfRun,
  expectText,
  fieldInUse,
  groupAs,
  nodeCalled,
  nodesOn,
  runToEnd,
  startRunBy,
  titleBar,
} from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

function withNote(graph: GraphSketch): GraphSketch {
  const note = { id: "note", type: "note", title: "Read me", at: [60, 420] as [number, number], data: { text: "old" } };
  return { ...graph, nodes: [...graph.nodes, note] };
}
beforeEach(() => connectAccount(stage.app));

const groupsOf = async (id: string) => (await readGraph(stage.app, id)).layout.groups;
const nodeOf = async (id: string, node: string) =>
  (await readGraph(stage.app, id)).nodes.find((each) => each.id === node);

/** Takes a node by its name and lets go of it so far away, in pixels. */
async function dragBy(page: Page, title: Locator, x: number, y: number): Promise<void> {
  const { x: left = 0, y: top = 0, height = 0 } = (await title.boundingBox()) ?? {};
  await page.mouse.move(left + 8, top + height / 2);
  await page.mouse.down();
  await page.mouse.move(left + 8 + x, top + height / 2 + y, { steps: 12 });
  await page.mouse.up();
}

async function groupAnswerAndResult(page: Page): Promise<void> {
  await titleBar(page, "Answer").click();
  await titleBar(page, "Result").click({ modifiers: ["Shift"] });
  await groupAs(page, "Pair");
}

describe("a group", () => {
  it("is made of the selection and named, takes in what is dragged into it, and lets go of what is dragged out", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, { ...threeNodes("Hello"), zoom: 0.8 });
    await groupAnswerAndResult(page);
    await eventually(() => groupsOf(id)).toEqual([
      { id: expect.any(String), title: "Pair", nodes: ["answer", "result"] },
    ]);
    await expectAccessible(page);
    await dragBy(page, titleBar(page, "Question"), 330, 60);
    const inside = async () => (await groupsOf(id))[0]?.nodes;
    await eventually(inside).toEqual(["answer", "result", "ask"]);
    await page.keyboard.press("Control+z");
    await eventually(inside).toEqual(["answer", "result"]);
    await page.keyboard.press("Control+Shift+z");
    await eventually(inside).toEqual(["answer", "result", "ask"]);
    await dragBy(page, titleBar(page, "Question"), 0, 420);
    await eventually(inside).toEqual(["answer", "result"]);
  });

  it("runs, collapses to one node with ports, and means its nodes there too", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Tell me about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    await groupAnswerAndResult(page);
    await page.getByRole("button", { name: "Actions of the group Pair" }).click();
    const run = await startRunBy(page, () => page.getByRole("menuitem", { name: "Run the group" }).click());
    expect(await endOfRun(page, run)).toBe("completed");

    await page.getByRole("button", { name: "Collapse the group Pair" }).click();
    await eventually(() => nodesOn(page).count()).toBe(2);
    const collapsed = page.locator(".group-node");
    await expectText(collapsed, "Pair");
    await expectAccessible(page);
    await page.locator(".react-flow__pane").click({ position: { x: 30, y: 30 } });
    await collapsed.getByRole("button", { name: /^Group Pair/ }).click({ button: "right" });
    await page.getByRole("menuitem", { name: /^Duplicate(?! with)/ }).click();
    await eventually(async () => (await readGraph(app, id)).nodes.length).toBe(5);
  });
});

describe("groups, notes and nodes that are off", () => {
  it("are worked with by keyboard alone", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, withNote(threeNodes("Hello")));
    const run = async (command: string) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
      await page.keyboard.type(command);
      await page
        .getByRole("option", { name: new RegExp(`^${command}`) })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
    };
    await run("Read me");
    await eventually(() => page.locator(".react-flow__node.selected").count()).toBe(1);
    await page.keyboard.press("Enter");
    await fieldInUse(page).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("New words");
    await page.keyboard.press("Escape");
    await eventually(async () => (await nodeOf(id, "note"))?.data.text).toBe("New words");

    await run("Answer");
    await page.keyboard.press("Control+b");
    await eventually(async () => (await nodeOf(id, "answer"))?.off).toBe("bypassed");
    await groupAs(page, "Middle");
    await run("Collapse or expand the group");
    await page.locator(".group-node").getByText("Middle", { exact: true }).waitFor();
    await run("Collapse or expand the group");
    await page.locator(".group-frame").getByText("Middle", { exact: true }).waitFor();
    await page.keyboard.press("Control+Shift+g");
    await eventually(() => groupsOf(id)).toEqual([]);
  });
});

describe("a node that is off", () => {
  it("is left out with what hangs on it when it is muted, by key, and is on again after undo", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Tell me about rivers"));
    await titleBar(page, "Answer").click();
    await page.keyboard.press("Control+m");
    await eventually(async () => (await nodeOf(id, "answer"))?.off).toBe("muted");
    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), "Answer was muted");
    await expectAccessible(page);
    await page.keyboard.press("Control+z");
    await eventually(async () => (await nodeOf(id, "answer"))?.off).toBeUndefined();
  });

  it("hands on what comes in when it is bypassed, by the menu", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Words that go through"));
    await titleBar(page, "Answer").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Bypass" }).click();
    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), "Words that go through");
  });
});

describe("a comment and a note", () => {
  it("are written on the canvas", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, withNote(threeNodes("Hello")));
    await titleBar(page, "Result").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Comment…" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Mind this");
    await page.keyboard.press("Escape");
    await eventually(async () => (await nodeOf(id, "result"))?.comment).toBe("Mind this");

    await nodeCalled(page, "Read me").getByText("old").dblclick();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("# New\n\n- one");
    await page.keyboard.press("Escape");
    await nodeCalled(page, "Read me").getByRole("heading", { name: "New" }).waitFor();
    await eventually(async () => (await nodeOf(id, "note"))?.data.text).toBe("# New\n\n- one");
  });
});
