import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { boxOf, dragBy, pointOnWire } from "./support/arrangement";
import { drag, dragOnto, groupAs, middleOf, nodeCalled, nodesOn, portOf, titleBar, wiresOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const graph = () => {
  const { nodes, wires } = threeNodes("Hello");
  const other = {
    id: "other",
    type: "prompt",
    title: "Other",
    at: [60, 420] as [number, number],
    data: { text: "Hi" },
  };
  return { nodes: [...nodes, other], wires };
};

const endsOf = async (id: string) => {
  const { edges } = await readGraph(stage.app, id);
  return edges.map(({ source, target }) => `${source.node} > ${target.node}.${target.port}`).sort();
};

/** Groups Answer alone, under a name, and collapses it. */
async function collapseAnswer() {
  const { page } = stage;
  await titleBar(page, "Answer").click();
  await groupAs(page, "Thinking");
  await page.getByRole("button", { name: "Collapse the group Thinking" }).click();
  const group = page.locator(".group-node");
  await group.waitFor();
  // The panel of the selected node would lie over what is dragged.
  await page.locator(".react-flow__pane").click({ position: { x: 30, y: 30 } });
  return group;
}

describe("the ports of a collapsed group", () => {
  it("take a new wire in the place of the old one, name the inner node meanwhile, and let go of it", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, graph());
    const group = await collapseAnswer();
    const input = portOf(group, "Input Answer: prompt");
    await dragOnto(page, portOf(nodeCalled(page, "Other"), "Output text"), input);
    await eventually(() => input.getAttribute("data-fit")).toBe("yes");
    await input.locator(".port-label").getByText("Answer: prompt").waitFor();
    await page.mouse.up();
    await eventually(() => endsOf(id)).toEqual(["answer > result.value", "other > answer.prompt"]);
    await expectAccessible(page);

    // By its end the wire is pulled to another node, and into the empty, where it goes away.
    await drag(page, input, { x: 320, y: 640 });
    await eventually(() => endsOf(id)).toEqual(["answer > result.value"]);
    await page.keyboard.press("Control+z");
    await eventually(() => endsOf(id)).toEqual(["answer > result.value", "other > answer.prompt"]);
  });

  it("give what is inside: a wire drawn from one offers what takes it, and a circle is refused", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, graph());
    const group = await collapseAnswer();
    const output = portOf(group, "Output Answer: text");
    await drag(page, output, { x: 900, y: 560 });
    await page.getByRole("menuitem", { name: "Output" }).click();
    await eventually(() => nodesOn(page).count()).toBe(5);
    await eventually(async () => (await endsOf(id)).filter((end) => end.startsWith("answer >")).length).toBe(2);
    await dragOnto(page, output, portOf(group, "Input Answer: prompt"));
    await page.mouse.up();
    expect(await endsOf(id)).toContain("ask > answer.prompt");
  });

  it("lead wires that a node can be dropped on", async () => {
    const { app, page } = stage;
    const llm = { id: "late", type: "llmGenerate", title: "Late", at: [500, 520] as [number, number], data: {} };
    const { nodes, wires } = threeNodes("Hello");
    const id = await openGraph(app, page, {
      nodes: [
        ...nodes.map((node) => (node.id === "result" ? { ...node, at: [1000, 160] as [number, number] } : node)),
        llm,
      ],
      wires,
    });
    await collapseAnswer();
    const wire = await pointOnWire(page, "Wire from Answer to Result");
    const box = await boxOf(page, "Late");
    const from = await middleOf(titleBar(page, "Late"));
    const to = { x: wire.x - box.width / 2 + from.x - box.x, y: wire.y - box.height / 2 + from.y - box.y };
    await dragBy(page, from, { x: to.x, y: to.y + 60 }, to);
    await page.locator(".wire-aimed").waitFor();
    await page.mouse.up();
    await eventually(() => endsOf(id)).toEqual(["answer > late.prompt", "ask > answer.prompt", "late > result.value"]);
  });
});

describe("a group", () => {
  it("is coloured and moved by its bar, fits the screen with its frame, and stands in a picture", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, graph());
    await titleBar(page, "Answer").click();
    await titleBar(page, "Result").click({ modifiers: ["Shift"] });
    await groupAs(page, "Second half");
    await page.getByRole("button", { name: "Actions of the group Second half" }).click();
    await page.getByRole("menuitem", { name: "Colour" }).click();
    await page.getByRole("menuitem", { name: "Green" }).click();
    await eventually(async () => (await readGraph(app, id)).layout.groups[0]?.colour).toBe("green");

    const bar = page.getByRole("button", { name: /^Group Second half/ });
    const before = (await readGraph(app, id)).layout.nodes;
    const from = await middleOf(bar);
    await dragBy(page, from, { x: from.x + 60, y: from.y - 4000 });
    await page.mouse.up();
    const moved = async (node: string) => {
      const after = (await readGraph(app, id)).layout.nodes[node];
      return (after?.y ?? 0) - (before[node]?.y ?? 0);
    };
    await eventually(() => moved("answer")).toBeLessThan(-3000);
    expect(await moved("result")).toBe(await moved("answer"));
    expect(await moved("ask")).toBe(0);

    await page.keyboard.press("Control+1");
    const canvas = await page.locator(".react-flow").boundingBox();
    const top = async () => (await page.locator(".group-frame").boundingBox())?.y ?? Number.NEGATIVE_INFINITY;
    await eventually(top).toBeGreaterThanOrEqual(canvas?.y ?? 0);

    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("picture of the canvas");
    await page.getByRole("option", { name: /^Picture of the canvas/ }).waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Picture of the canvas" });
    await dialog.getByRole("img").waitFor();
    const downloading = page.waitForEvent("download");
    await dialog.getByRole("button", { name: /SVG/ }).click();
    const svg = await readFile(await (await downloading).path(), "utf8");
    expect(svg).toContain(">Second half</text>");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.keyboard.press("Control+Shift+g");
    await eventually(async () => (await readGraph(app, id)).layout.groups).toEqual([]);
    expect(await wiresOn(page).count()).toBe(2);
  });
});
