import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { boxOf, dragBy, pointOnWire, type Spot, shakeAt } from "./support/arrangement";
import {
  drag,
  dragOnto,
  middleOf,
  nodeCalled,
  nodesOn,
  portOf,
  titleBar,
  waitUntilSaved,
  wiresOn,
} from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, readGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const llm = (id: string, title: string, at: [number, number]) => ({
  id,
  type: "llmGenerate",
  title,
  at,
  data: planModel,
});

/** Two nodes far apart with a wire between them, and one below. */
const wired: GraphSketch = {
  nodes: [
    { id: "ask", type: "prompt", title: "Question", at: [60, 120], data: { text: "Hello" } },
    llm("answer", "Answer", [800, 120]),
    llm("other", "Other", [420, 460]),
  ],
  wires: ["ask.text > answer.prompt"],
};

const theWire = "Wire from Question to Answer";

const endsOf = async (id: string) => {
  const { edges } = await readGraph(stage.app, id);
  return edges.map(({ source, target }) => `${source.node} > ${target.node}.${target.port}`);
};

const pointsOf = async (id: string) => (await readGraph(stage.app, id)).layout.edges?.w0?.points ?? [];

describe("the end of a wire", () => {
  it("is pulled to another node, and into the empty, where the wire goes away", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    const end = (title: string) => portOf(nodeCalled(page, title), "Input prompt");
    await drag(page, end("Answer"), end("Other"));
    await eventually(() => endsOf(id)).toEqual(["ask > other.prompt"]);
    expect((await readGraph(app, id)).edges[0]?.id).toBe("w0");
    await drag(page, end("Other"), { x: 300, y: 600 });
    await eventually(() => wiresOn(page).count()).toBe(0);
    expect(await page.getByRole("menu").count()).toBe(0);
    await page.keyboard.press("Control+z");
    await eventually(() => wiresOn(page).count()).toBe(1);
  });

  it("stays where it was, with the reason, when it is let go where it cannot be", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    const onto = portOf(nodeCalled(page, "Other"), "Input images");
    await dragOnto(page, portOf(nodeCalled(page, "Answer"), "Input prompt"), onto);
    const reason = "This gives text, but that takes an image.";
    await page.getByRole("status").filter({ hasText: reason }).waitFor();
    await page.mouse.up();
    await page.locator("[data-sonner-toast]").filter({ hasText: reason }).waitFor();
    expect(await endsOf(id)).toEqual(["ask > answer.prompt"]);
  });
});

describe("a selected wire", () => {
  const select = async (part = 0.5) => {
    const { x, y } = await pointOnWire(stage.page, theWire, part);
    await stage.page.mouse.click(x, y);
    return stage.page.getByRole("toolbar", { name: "What can be done with this wire" });
  };

  it("takes a node in between, and what follows moves on where there is no room", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, {
      ...wired,
      nodes: wired.nodes.map((node) => (node.id === "answer" ? { ...node, at: [480, 120] } : node)),
    });
    const tools = await select();
    await expectAccessible(page);
    await tools.getByRole("button", { name: "Insert a node…" }).click();
    await page.getByRole("menuitem", { name: "LLM" }).click();
    await eventually(() => nodesOn(page).count()).toBe(4);
    await waitUntilSaved(page);
    const { nodes, layout } = await readGraph(app, id);
    const added = nodes.at(-1)?.id ?? "";
    expect(await endsOf(id)).toEqual([`ask > ${added}.prompt`, `${added} > answer.prompt`]);
    expect(layout.nodes.answer?.x).toBeGreaterThan((layout.nodes[added]?.x ?? 0) + 264);
  });

  it("takes the node that is added from the bar, and goes with Delete", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    await select();
    await page.getByRole("toolbar", { name: "Add a node" }).getByRole("button", { name: "LLM" }).click();
    await eventually(async () => (await endsOf(id)).length).toBe(2);
    await page.keyboard.press("Control+z");
    await eventually(() => wiresOn(page).count()).toBe(1);
    await select();
    await page.keyboard.press("Delete");
    await eventually(() => wiresOn(page).count()).toBe(0);
    expect(await nodesOn(page).count()).toBe(3);
  });

  it("is chosen, led by a point and filled without a mouse", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    await wiresOn(page).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("toolbar", { name: "What can be done with this wire" }).waitFor();
    const run = async (command: string) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
      await page.keyboard.type(command);
      await page
        .getByRole("option", { name: new RegExp(command) })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
    };
    await run("Add a point");
    const point = page.getByRole("button", { name: "Point 1 of 1 of the wire. Arrow keys move it." });
    await point.focus();
    await eventually(async () => (await pointsOf(id)).length).toBe(1);
    const [before] = await pointsOf(id);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await eventually(() => pointsOf(id)).toEqual([{ x: (before?.x ?? 0) + 40, y: (before?.y ?? 0) + 8 }]);
    await page.keyboard.press("Delete");
    await point.waitFor({ state: "detached" });
    await eventually(() => pointsOf(id)).toEqual([]);
    expect(await wiresOn(page).count()).toBe(1);

    await run("Insert a node");
    await page.getByRole("menuitem", { name: "LLM" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await eventually(() => nodesOn(page).count()).toBe(4);
  });
});

describe("a point of a wire", () => {
  it("comes with a double click, is dragged, goes with its nodes and comes back with undo", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    const at = await pointOnWire(page, theWire);
    await page.mouse.dblclick(at.x, at.y);
    const point = page.getByRole("button", { name: /^Point 1 of 1/ });
    await dragBy(page, await middleOf(point), { x: at.x, y: at.y + 150 });
    await page.mouse.up();
    await eventually(async () => (await middleOf(point)).y).toBeGreaterThan(at.y + 140);
    await eventually(async () => (await pointsOf(id)).length).toBe(1);

    await page.keyboard.press("Control+a");
    const before = await middleOf(point);
    const from = await middleOf(titleBar(page, "Question"));
    await page.keyboard.down("Alt");
    await dragBy(page, from, { x: from.x + 30, y: from.y + 10 }, { x: from.x + 60, y: from.y + 30 });
    await eventually(async () => Math.round((await middleOf(point)).x - before.x)).toBe(58);
    await page.mouse.up();
    await page.keyboard.up("Alt");
    await eventually(async () => Math.round((await middleOf(point)).y - before.y)).toBe(30);
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await eventually(() => page.getByRole("button", { name: /^Point 1 of 1/ }).count()).toBe(2);

    for (let step = 0; step < 4; step++) await page.keyboard.press("Control+z");
    await eventually(() => pointsOf(id)).toEqual([]);
  });
});

describe("a node that is dropped on a wire", () => {
  /** Where to take hold of the node, and where to let go so that its middle lies on the wire. */
  const way = async (): Promise<{ from: Spot; to: Spot }> => {
    const { page } = stage;
    const wire = await pointOnWire(page, theWire);
    const box = await boxOf(page, "Other");
    const from = await middleOf(titleBar(page, "Other"));
    const to = { x: wire.x - box.width / 2 + from.x - box.x, y: wire.y - box.height / 2 + from.y - box.y };
    return { from, to };
  };

  it("stands in it, as was shown while it was dragged, and one undo takes it back out", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    const before = (await readGraph(app, id)).layout.nodes.other;
    const { from, to } = await way();
    await dragBy(page, from, { x: to.x, y: to.y + 60 }, to);
    await page.locator(".wire-aimed").waitFor();
    await page.mouse.up();
    await eventually(() => endsOf(id)).toEqual(["ask > other.prompt", "other > answer.prompt"]);
    await page.keyboard.press("Control+z");
    await eventually(() => endsOf(id)).toEqual(["ask > answer.prompt"]);
    await eventually(async () => (await readGraph(app, id)).layout.nodes.other).toMatchObject({
      x: before?.x,
      y: before?.y,
    });
  });

  it("can come from the bar of kinds", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, wired);
    const { x, y } = await pointOnWire(page, theWire);
    const kind = page.getByRole("toolbar", { name: "Add a node" }).getByRole("button", { name: "LLM" });
    await dragBy(page, await middleOf(kind), { x, y: y + 40 }, { x, y });
    await page.locator(".wire-aimed").waitFor();
    await page.mouse.up();
    await eventually(async () => (await endsOf(id)).length).toBe(2);
  });
});

describe("a node in the middle of a flow", () => {
  const chain: GraphSketch = {
    ...wired,
    nodes: wired.nodes.map((node) => (node.id === "other" ? { ...node, at: [430, 120] } : node)),
    wires: ["ask.text > other.prompt", "other.text > answer.prompt"],
  };

  it("is deleted with Alt and Delete while its neighbours stay wired", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, chain);
    await titleBar(page, "Other").click();
    await page.keyboard.press("Alt+Delete");
    await eventually(() => nodesOn(page).count()).toBe(2);
    await eventually(() => endsOf(id)).toEqual(["ask > answer.prompt"]);
    await page.keyboard.press("Control+z");
    await eventually(() => endsOf(id)).toEqual(["ask > other.prompt", "other > answer.prompt"]);
  });

  it("is shaken out of its wires, and what could not be kept is told", async () => {
    const { app, page } = stage;
    const image =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    const picture = {
      id: "ask",
      type: "imageInput",
      title: "Question",
      at: [60, 120],
      data: { dataUrl: image },
    } satisfies GraphSketch["nodes"][number];
    const id = await openGraph(app, page, {
      nodes: chain.nodes.map((node) => (node.id === "ask" ? picture : node)),
      wires: ["ask.image > other.images", "other.text > answer.prompt"],
    });
    const from = await middleOf(titleBar(page, "Other"));
    await shakeAt(page, from);
    await eventually(() => wiresOn(page).count()).toBe(0);
    await page.locator("[data-sonner-toast]").filter({ hasText: "One wire is gone" }).waitFor();
    expect(await nodesOn(page).count()).toBe(3);
    await eventually(() => endsOf(id)).toEqual([]);
  });
});
