import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import {
  dragOnto,
  expectText,
  middleOf,
  nodeCalled,
  nodesOn,
  runToEnd,
  titleBar,
  waitUntilSaved,
  wiresOn,
} from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

/** Two chains side by side: one works, the provider declines the other's prompt. */
const oneDeclined: GraphSketch = {
  nodes: [
    { id: "good", type: "prompt", title: "Good prompt", at: [40, 60], data: { text: "Tell me about rivers" } },
    { id: "a", type: "llmGenerate", title: "Answer", at: [400, 60], data: { ...planModel } },
    { id: "bad", type: "prompt", title: "Bad prompt", at: [40, 400], data: { text: "[content-filter] Tell me" } },
    { id: "b", type: "llmGenerate", title: "Declined", at: [400, 400], data: { ...planModel } },
  ],
  wires: ["good.text > a.prompt", "bad.text > b.prompt"],
};

async function zoomOf(page: Page): Promise<number> {
  const transform = await page.locator(".react-flow__viewport").evaluate((view) => getComputedStyle(view).transform);
  return Number(/matrix\(([\d.]+)/.exec(transform)?.[1]);
}

/** Each wire that is drawn together with others, as the way it takes. */
async function farWires(page: Page): Promise<string[]> {
  const ways = await page
    .locator(".dot-wires path")
    .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  return ways.flatMap((way) => way?.split(/(?=M)/) ?? []);
}

const bottomOf = async (wire: Locator) => {
  const { y = 0, height = 0 } = (await wire.boundingBox()) ?? {};
  return y + height;
};

const boxOf = async (page: Page, title: string) => {
  const box = await nodeCalled(page, title).boundingBox();
  if (box === null) throw new Error(`${title} cannot be seen`);
  return box;
};

describe("from afar", () => {
  it("nodes tell name, kind and state, and a failure stands out at ten percent", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, { ...oneDeclined, zoom: 0.1 });
    expect(await runToEnd(page)).toBe("failed");
    const declined = nodeCalled(page, "Declined");
    await eventually(() => declined.getAttribute("data-status")).toBe("failed");
    expect(await nodeCalled(page, "Answer").getAttribute("data-status")).toBe("done");
    expect(await declined.getAttribute("data-shape")).toBe("model");
    expect(await nodeCalled(page, "Bad prompt").getAttribute("data-shape")).toBe("source");
    await expectText(nodeCalled(page, "Answer"), /^A/);
    const [shown, other] = [declined, nodeCalled(page, "Answer")].map((node) =>
      node.evaluate((element) => getComputedStyle(element).backgroundImage),
    );
    expect(await shown).not.toBe(await other);
  });

  it("nodes show an icon of their kind or state in its colour, as long as it can be told from others", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, { ...oneDeclined, zoom: 0.3 });
    const pictureOf = (title: string) =>
      nodeCalled(page, title)
        .locator(".far-icon")
        .evaluate((icon) => decodeURIComponent(getComputedStyle(icon).backgroundImage));
    const [prompt, model] = [await pictureOf("Good prompt"), await pictureOf("Answer")];
    expect(prompt).toMatch(/<svg.* color="(?!rgb\(0, 0, 0\)).+"/);
    expect(model).toContain("<svg");
    expect(model).not.toBe(prompt);
    await page.emulateMedia({ colorScheme: "light" });
    await eventually(() => pictureOf("Good prompt")).not.toBe(prompt);
    await runToEnd(page);
    await eventually(() => pictureOf("Declined")).toContain("circle");
    expect(await pictureOf("Declined")).not.toBe(await pictureOf("Answer"));
  });

  it("nodes that were never seen from near have their wires", async () => {
    const { app, page } = stage;
    await openGraph(app, page, { ...threeNodes("Hello"), zoom: 0.15 });
    await eventually(() => farWires(page)).toHaveLength(2);
    expect(await wiresOn(page).count()).toBe(0);
    await page.keyboard.press("Control+1");
    await titleBar(page, "Answer").waitFor();
    expect(await wiresOn(page).count()).toBe(2);
  });

  it("wires follow a node that is dragged, and one that has the focus keeps it", async () => {
    const { app, page } = stage;
    await openGraph(app, page, { ...threeNodes("Hello"), zoom: 0.15 });
    await eventually(() => farWires(page)).toHaveLength(2);
    const [before] = await farWires(page);
    const { x, y } = await middleOf(nodeCalled(page, "Answer"));
    await dragOnto(page, nodeCalled(page, "Answer"), { x: x + 30, y: y + 90 });
    const [left, right] = [wiresOn(page).first(), wiresOn(page).last()];
    await eventually(async () => bottomOf(left)).toBeGreaterThan(y + 80);
    await eventually(async () => bottomOf(right)).toBeGreaterThan(y + 80);
    expect(await farWires(page)).toEqual([]);
    await page.mouse.up();
    await eventually(() => farWires(page)).toHaveLength(2);
    expect(await farWires(page)).not.toContain(before);
    await page.keyboard.press("Control+1");
    const wire = wiresOn(page).and(page.getByLabel("Wire from Answer to Result"));
    await wire.focus();
    for (let step = 0; step < 20 && (await farWires(page)).length === 0; step++) await page.keyboard.press("-");
    await eventually(() => farWires(page)).toHaveLength(1);
    await page.locator(".react-flow__edge:focus").and(wire).waitFor();
  });

  it("everything is fitted beside the bars, however far it lies apart, and a selection is zoomed to", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "near", type: "note", title: "Near", at: [0, 0], data: { text: "near" } },
        { id: "far", type: "note", title: "Far", at: [30_000, 9_000], data: { text: "far" } },
      ],
    });
    await page.keyboard.press("Control+1");
    await eventually(() => zoomOf(page)).toBeLessThan(0.06);
    await eventually(() => nodesOn(page).count()).toBe(2);
    const toolbar = await page.getByRole("toolbar", { name: "Add a node" }).boundingBox();
    expect((await boxOf(page, "Far")).y).toBeLessThan(toolbar?.y ?? 0);
    await nodeCalled(page, "Far").click();
    await page.keyboard.press("Control+2");
    await eventually(() => zoomOf(page)).toBe(1);
    await titleBar(page, "Far").waitFor();
  });
});

describe("what went wrong", () => {
  it("is counted at the end of a run, which leads there, and on to the prompt that was declined", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, oneDeclined);
    await runToEnd(page);
    const bar = page.getByRole("region", { name: "What failed" });
    await expectText(bar, "1 of 4 nodes failed");
    await bar.getByRole("button", { name: "Show", exact: true }).click();
    await page.locator(".react-flow__node.selected[data-id=b]").waitFor();
    await nodeCalled(page, "Declined").getByRole("button", { name: "Change the prompt" }).click();
    await page.locator(".react-flow__node.selected[data-id=bad]").waitFor();
    await page.keyboard.press("Escape");
    await bar.getByRole("button", { name: "Dismiss" }).click();
    await bar.waitFor({ state: "detached" });
  });

  it("is gone to by keyboard", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, oneDeclined);
    await runToEnd(page);
    await page.getByRole("region", { name: "What failed" }).waitFor();
    await page.keyboard.press("F8");
    await page.locator(".react-flow__node.selected[data-id=b]").waitFor();
  });

  it("stays on the node and over the canvas until it is mended", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [{ id: "j", type: "jsonExtract", title: "Pick", at: [200, 200], data: { path: "" } }],
    });
    await page.keyboard.press("Control+Enter");
    const refusal = page.getByRole("alert").filter({ hasText: "The run could not start" });
    await refusal.getByRole("button", { name: "Show me" }).click();
    await page.locator(".react-flow__node.selected[data-id=j]").waitFor();
    await expectText(nodeCalled(page, "Pick"), "Pick needs a wire into json");
    await page.keyboard.press("Delete");
    await refusal.waitFor({ state: "detached" });
  });

  it("is not an output that nothing is wired to", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const { nodes, wires } = threeNodes("Tell me about rivers");
    const loose = { id: "loose", type: "output", title: "Loose", at: [420, 500] as [number, number], data: {} };
    await openGraph(app, page, { nodes: [...nodes, { ...loose, data: { format: "auto" } }], wires });
    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Loose"), "Nothing is wired to this.");
  });
});

describe("the size of a node", () => {
  it("is given by its corner, undone, and natural again after a double click", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Tell me"));
    const before = await boxOf(page, "Answer");
    await titleBar(page, "Answer").hover();
    const grip = nodeCalled(page, "Answer").locator(".node-grip");
    const corner = await grip.boundingBox();
    if (corner === null) throw new Error("the corner cannot be seen");
    await page.mouse.move(corner.x + 9, corner.y + 9);
    await page.mouse.down();
    await page.mouse.move(corner.x + 109, corner.y + 69, { steps: 4 });
    await page.mouse.up();
    await eventually(async () => Math.round((await boxOf(page, "Answer")).width - before.width)).toBe(100);
    await waitUntilSaved(page);
    expect((await readGraph(app, id)).layout.nodes.answer).toMatchObject({ sized: true, width: before.width + 100 });
    await page.keyboard.press("Control+z");
    await eventually(async () => (await boxOf(page, "Answer")).width).toBe(before.width);
    await page.keyboard.press("Control+Shift+z");
    await eventually(async () => (await boxOf(page, "Answer")).width).toBe(before.width + 100);
    await titleBar(page, "Answer").hover();
    await grip.dblclick();
    await eventually(async () => (await boxOf(page, "Answer")).width).toBe(before.width);
  });

  it("is given by keyboard", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me"));
    const before = await boxOf(page, "Answer");
    await titleBar(page, "Answer").click();
    await page.keyboard.press("Alt+ArrowRight");
    await page.keyboard.press("Alt+ArrowDown");
    await eventually(async () => (await boxOf(page, "Answer")).width).toBe(before.width + 16);
  });

  it("does not grow over the node under it, and the answer scrolls inside", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const { nodes, wires } = threeNodes("[long:150] Tell me about rivers");
    const under = {
      id: "under",
      type: "note",
      title: "Under",
      at: [420, 340] as [number, number],
      data: { text: "x" },
    };
    await openGraph(app, page, { nodes: [...nodes, under], wires });
    expect(await runToEnd(page)).toBe("completed");
    const answer = await boxOf(page, "Answer");
    expect(answer.y + answer.height).toBeLessThan((await boxOf(page, "Under")).y);
  });
});

describe("the map", () => {
  it("opens by its key and its button, moves the canvas where it is pressed, and is remembered", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "near", type: "note", title: "Near", at: [100, 100], data: { text: "near" } },
        { id: "far", type: "note", title: "Far", at: [8000, 4000], data: { text: "far" } },
      ],
    });
    await page.keyboard.press("m");
    const map = page.locator("[title='Map of the canvas']");
    await map.waitFor();
    expect(await nodeCalled(page, "Far").count()).toBe(0);
    const box = await map.boundingBox();
    if (box === null) throw new Error("the map cannot be seen");
    await page.mouse.click(box.x + box.width - 12, box.y + box.height - 20);
    await nodeCalled(page, "Far").waitFor();
    await page.reload();
    await map.waitFor();
    await page.getByRole("button", { name: "Map of the canvas" }).click();
    await map.waitFor({ state: "detached" });
  });
});
