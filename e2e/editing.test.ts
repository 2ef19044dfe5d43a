import { describe, expect, it } from "vitest";
import {
  drag,
  dragOnto,
  endOfRun,
  nodeCalled,
  nodesOn,
  portOf,
  startRunBy,
  waitUntilSaved,
  wiresOn,
} from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const onePixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

describe("drawing a wire", () => {
  it("that would close a circle is refused with the reason, under the pointer and after letting go", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "a", type: "prompt", title: "Left", at: [100, 150], data: { text: "{{left}}" } },
        { id: "b", type: "prompt", title: "Right", at: [600, 150], data: { text: "{{right}}" } },
      ],
      wires: ["a.text > b.right"],
    });
    await dragOnto(
      page,
      portOf(nodeCalled(page, "Right"), "Output text"),
      portOf(nodeCalled(page, "Left"), "Input left"),
    );
    const reason = "This wire would close a circle: a node would wait for itself.";
    await page.getByRole("status").filter({ hasText: reason }).waitFor();
    await page.mouse.up();
    await page.locator("[data-sonner-toast]").filter({ hasText: reason }).waitFor();
    expect(await wiresOn(page).count()).toBe(1);
  });

  it("between types that do not fit is refused with the two types", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "picture", type: "imageInput", title: "Picture", at: [100, 150], data: { dataUrl: onePixel } },
        { id: "answer", type: "llmGenerate", title: "Answer", at: [600, 150], data: planModel },
      ],
    });
    const from = portOf(nodeCalled(page, "Picture"), "Output image");
    const reason = "This gives an image, but that takes text.";
    await dragOnto(page, from, portOf(nodeCalled(page, "Answer"), "Input prompt"));
    await page.getByRole("status").filter({ hasText: reason }).waitFor();
    await page.mouse.up();
    await page.locator("[data-sonner-toast]").filter({ hasText: reason }).waitFor();
    expect(await wiresOn(page).count()).toBe(0);

    await drag(page, from, portOf(nodeCalled(page, "Answer"), "Input images"));
    await eventually(() => wiresOn(page).count()).toBe(1);
  });

  it("works from the keyboard, by the palette: from the selected node to any port that takes it", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [100, 150], data: { text: "Hello" } },
        { id: "answer", type: "llmGenerate", title: "Answer", at: [600, 150], data: planModel },
      ],
    });
    const palette = page.getByRole("dialog", { name: "Add a node or run a command" });
    await page.keyboard.press("Control+k");
    await palette.waitFor();
    await page.keyboard.type("Question");
    await palette.getByRole("option", { name: /^Question(?!s)/ }).waitFor();
    await page.keyboard.press("Enter");
    await palette.waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await palette.waitFor();
    await page.keyboard.type("Answer prompt");
    await page.getByRole("option", { name: /→ Answer · prompt/ }).waitFor();
    await page.keyboard.press("Enter");
    await eventually(() => wiresOn(page).count()).toBe(1);
  });

  it("into empty space offers the kinds that take it, and connects the chosen one", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, {
      nodes: [{ id: "ask", type: "prompt", title: "Question", at: [100, 150], data: { text: "Hello" } }],
    });
    await drag(page, portOf(nodeCalled(page, "Question"), "Output text"), { x: 700, y: 420 });
    const menu = page.getByRole("menu", { name: "Nodes that fit this wire" });
    await menu.getByRole("menuitem", { name: "LLM" }).waitFor();
    expect(await menu.getByRole("menuitem").allTextContents()).toEqual([
      "Prompt",
      "LLM",
      "List",
      "Condition",
      "Review",
      "Output",
      "Compare",
      "Make images",
      "Join",
      "Pick from JSON",
      "Score",
      "Table",
      "Transform",
      "Request",
    ]);
    await menu.getByRole("menuitem", { name: "LLM" }).click();
    await eventually(() => wiresOn(page).count()).toBe(1);
    await waitUntilSaved(page);
    const { nodes, edges } = await readGraph(app, id);
    expect(nodes.map((node) => node.type)).toEqual(["prompt", "llmGenerate"]);
    expect(edges).toMatchObject([
      { source: { node: "ask", port: "text" }, target: { node: nodes[1]?.id, port: "prompt" } },
    ]);
  });
});

describe("the keyboard on the canvas", () => {
  it("undoes and does again, deletes with the wires, copies and pastes with them", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    const counts = async () => [await nodesOn(page).count(), await wiresOn(page).count()];
    await eventually(counts).toEqual([3, 2]);

    await nodeCalled(page, "Answer").getByText("Answer", { exact: true }).click();
    await page.keyboard.press("Delete");
    await eventually(counts).toEqual([2, 0]);
    await page.keyboard.press("Control+z");
    await eventually(counts).toEqual([3, 2]);
    await page.keyboard.press("Control+Shift+z");
    await eventually(counts).toEqual([2, 0]);
    await page.keyboard.press("Control+z");
    await eventually(counts).toEqual([3, 2]);

    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await page.mouse.move(500, 640);
    await page.keyboard.press("Control+v");
    await eventually(counts).toEqual([6, 4]);
    await waitUntilSaved(page);
    const { nodes, edges } = await readGraph(app, id);
    expect(new Set(nodes.map((node) => node.id)).size).toBe(6);
    expect(new Set(edges.flatMap((edge) => [edge.source.node, edge.target.node])).size).toBe(6);
    await page.keyboard.press("Control+z");
    await eventually(counts).toEqual([3, 2]);
  });

  it("belongs to the text while somebody writes", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    const text = nodeCalled(page, "Question").getByRole("textbox");
    await text.click();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    expect(await text.inputValue()).toBe("Hell");
    expect(await nodesOn(page).count()).toBe(3);
  });
});

describe("a graph with nothing to run on", () => {
  it("asks for the prompt's missing input, and starts with it", async () => {
    const { app, page } = stage;
    const graph: GraphSketch = {
      nodes: [{ id: "ask", type: "prompt", title: "Question", at: [100, 150], data: { text: "About {{topic}}" } }],
    };
    await openGraph(app, page, graph);
    await page.getByRole("banner").getByRole("button", { name: /^Run/ }).click();
    const form = page.getByRole("dialog", { name: "What this run needs" });
    await form.getByLabel("topic").fill("rivers");
    const run = await startRunBy(page, () => form.getByRole("button", { name: /^Run/ }).click());
    expect(await endOfRun(page, run)).toBe("completed");
  });
});

describe("a new node", () => {
  it("never lands on another, and the bar it comes from stays where it is", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me"));
    const bar = page.getByRole("toolbar", { name: "Add a node" });
    const before = await bar.boundingBox();
    const added: (string | null)[] = [];
    const selected = page.locator(".react-flow__node.selected:has([data-node-type=list])");
    for (let count = 0; count < 4; count++) {
      await bar.getByRole("button", { name: "List", exact: true }).click();
      await eventually(async () => added.includes(await selected.getAttribute("data-id"))).toBe(false);
      added.push(await selected.getAttribute("data-id"));
    }
    await page.getByRole("complementary", { name: "Settings of the selected node" }).waitFor();
    expect((await bar.boundingBox())?.x).toBe(before?.x);
    // Pressed again while the panel still takes its room.
    await eventually(async () => {
      await page.getByRole("button", { name: "Fit to screen" }).click();
      return nodesOn(page).count();
    }).toBe(7);
    const boxes = await nodesOn(page).evaluateAll((nodes) =>
      nodes.map((node) => node.getBoundingClientRect().toJSON()),
    );
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(isApart).toBe(true);
      }
    }
  });
});
