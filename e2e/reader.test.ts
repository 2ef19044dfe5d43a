import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled, nodesOn, openInspector, runToEnd, titleBar, wiresOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, readGraph } from "./support/graph";
import { openReader, readerOf } from "./support/reader";
import { setStage } from "./support/stage";

const stage = setStage();

const report = `# Rivers

Intro with \\(a^2 + b^2\\) and a price of $5 to $10.

## Code

\`\`\`ts
const length: number = 6650; // Nile
\`\`\`

\`\`\`mermaid
graph TD; A-->B
\`\`\`

## Table

| River | km |
| --- | --- |
| Nile | 6650 |

$$
\\int_0^1 x\\,dx = \\tfrac12
$$
`;

/** A text that stands in an output, without a model. */
function shown(text: string): GraphSketch {
  return {
    nodes: [
      { id: "ask", type: "prompt", title: "Text", at: [60, 160], data: { text } },
      { id: "result", type: "output", title: "Result", at: [420, 160], data: { name: "result" } },
    ],
    wires: ["ask.text > result.value"],
  };
}

async function openShown(page: Page, text: string): Promise<string> {
  const id = await openGraph(stage.app, page, shown(text));
  expect(await runToEnd(page)).toBe("completed");
  return id;
}

describe("the reader", () => {
  it("opens by its button and by Enter, gives the focus back, and shows code in colours, formulas and headings", async () => {
    const { page } = stage;
    await openShown(page, report);
    const reader = await openReader(page, "Result");
    await eventually(() => reader.locator(".token-keyword").first().textContent()).toBe("const");
    await eventually(() => reader.locator(".katex").count()).toBe(2);
    await eventually(() => reader.locator(".katex-display").count()).toBe(1);
    await expectText(reader.locator(".markdown").first(), "a price of $5 to $10.");
    await expectText(reader.locator("pre[data-language=mermaid]"), "graph TD; A-->B");
    expect(await reader.getByRole("table").getByRole("cell").allTextContents()).toEqual(["Nile", "6650"]);
    await expectAccessible(page);

    const outline = reader.getByRole("navigation", { name: "Headings" });
    await eventually(() => outline.getByRole("button").allTextContents()).toEqual(["Rivers", "Code", "Table"]);
    await outline.getByRole("button", { name: "Table" }).press("Enter");
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Table");
    await page.keyboard.press("Escape");
    await reader.waitFor({ state: "hidden" });
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Read Result");

    await titleBar(page, "Result").click();
    await page.keyboard.press("Enter");
    await readerOf(page, "Result").waitFor();
    await page.keyboard.press("Escape");
    await readerOf(page, "Result").waitFor({ state: "hidden" });
  });

  it("copies and downloads in three forms, under the names of workflow and node", async () => {
    const { page } = stage;
    await openShown(page, "# Title\n\n- **one**\n- two");
    const reader = await openReader(page, "Result");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const forms = { Markdown: "# Title\n\n- **one**\n- two", "Plain text": "Title\n\n- one\n- two" };
    for (const [form, text] of Object.entries(forms)) {
      await reader.getByRole("button", { name: "Copy as" }).click();
      await page.getByRole("menuitem", { name: form }).click();
      await eventually(copied).toBe(text);
    }
    await reader.getByRole("button", { name: "Close" }).click();
    const inspector = await openInspector(page, "Result");
    const download = page.waitForEvent("download");
    await inspector.getByRole("button", { name: "Download as" }).click();
    await page.getByRole("menuitem", { name: "JSON" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("Test graph - Result.json");
    expect(JSON.parse(await readFile(await file.path(), "utf8"))).toBe("# Title\n\n- **one**\n- two");
  });

  it("turns from item to item of a list with the arrow keys", async () => {
    const { page } = stage;
    await openGraph(stage.app, page, {
      nodes: [
        { id: "list", type: "list", title: "Animals", at: [60, 160], data: { text: "cat\ndog\nowl", split: "lines" } },
        { id: "result", type: "output", title: "Result", at: [420, 160], data: { name: "result" } },
      ],
      wires: ["list.items > result.value"],
    });
    expect(await runToEnd(page)).toBe("completed");
    const reader = await openReader(page, "Result");
    await expectText(reader.getByRole("status"), "1 of 3");
    await page.keyboard.press("ArrowRight");
    await expectText(reader.locator(".markdown"), /^dog$/);
    await reader.getByRole("button", { name: "Next item" }).click();
    await expectText(reader.locator(".markdown"), /^owl$/);
    expect(await reader.getByRole("button", { name: "Next item" }).isDisabled()).toBe(true);
    await page.keyboard.press("ArrowLeft");
    await expectText(reader.getByRole("status"), "2 of 3");
  });

  it("keeps a text of a megabyte to what is in sight, and reaches its last heading", async () => {
    const { page } = stage;
    const text = Array.from(
      { length: 850 },
      (_, part) => `## Part ${part}\n\n${"Some words to read. ".repeat(58)}`,
    ).join("\n\n");
    await openShown(page, text);
    const reader = await openReader(page, "Result");
    await reader.getByRole("heading", { name: "Part 0", exact: true }).waitFor();
    expect(await reader.locator(".markdown h2").count()).toBeLessThan(60);
    await reader.getByRole("navigation", { name: "Headings" }).getByRole("button", { name: "Part 849" }).click();
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Part 849");
    await eventually(() => reader.getByRole("heading", { name: "Part 849" }).isVisible()).toBe(true);
    expect(await reader.locator(".markdown h2").count()).toBeLessThan(60);
  });
});

describe("JSON in the reader", () => {
  const json = JSON.stringify({
    cities: [
      { name: "Oslo", size: 7 },
      { name: "Lima", size: 11 },
    ],
    "a/b": null,
  });

  it("is a tree that keys fold; a part of it is copied, and picked into a node that one undo takes back", async () => {
    const { app, page } = stage;
    const id = await openShown(page, json);
    const reader = await openReader(page, "Result");
    const tree = reader.getByRole("tree");
    await eventually(() => tree.getByRole("treeitem").count()).toBe(9);
    await expectAccessible(page);
    await tree.focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowLeft"]) await page.keyboard.press(key);
    await eventually(() => tree.getByRole("treeitem").count()).toBe(7);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expectText(reader.locator("code"), "/cities/0/name");
    await reader.getByRole("button", { name: "Copy path" }).click();
    await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toBe("/cities/0/name");
    await reader.getByRole("button", { name: "Copy value" }).click();
    await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toBe("Oslo");

    await reader.getByRole("button", { name: "Pick this" }).click();
    await reader.waitFor({ state: "hidden" });
    await eventually(() => nodesOn(page).count()).toBe(3);
    await eventually(() => wiresOn(page).count()).toBe(2);
    expect(await runToEnd(page)).toBe("completed");
    const { nodes, edges } = await readGraph(app, id);
    const picked = nodes.find(({ type }) => type === "jsonExtract");
    expect(picked?.data).toEqual({ path: "/cities/0/name" });
    expect(edges.find(({ target }) => target.node === picked?.id)?.source).toEqual({ node: "ask", port: "text" });
    await page.keyboard.press("Control+z");
    await eventually(() => nodesOn(page).count()).toBe(2);
    await eventually(() => wiresOn(page).count()).toBe(1);
  });
});

describe("enlarged pictures", () => {
  it("are laid over one another with an edge that keys move, and looked at from nearer", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "A river" } },
        { id: "make", type: "imageGenerate", title: "Make", at: [420, 100], data: { provider: "openai-auth", n: 2 } },
      ],
      wires: ["ask.text > make.prompt"],
    });
    expect(await runToEnd(page)).toBe("completed");
    await nodeCalled(page, "Make").getByRole("link", { name: "Enlarge Picture 1" }).click();
    const compare = page.getByRole("button", { name: "Compare with another picture" });
    await compare.click();
    const edge = page.getByRole("slider", { name: "Edge between the pictures" });
    await edge.press("ArrowRight");
    await eventually(() => edge.getAttribute("aria-valuetext")).toMatch(/2\.png to 51%$/);
    await expectAccessible(page);
    await compare.click();
    await page.getByRole("button", { name: "Larger" }).press("Enter");
    await expectText(page.getByRole("dialog"), "200%");
    await expectAccessible(page);

    await page.keyboard.press("+");
    await expectText(page.getByRole("dialog"), "400%");
    const picture = page.getByRole("dialog").getByRole("img");
    const left = async () => (await picture.boundingBox())?.x ?? 0;
    const room = (await picture.locator("xpath=ancestor::div[1]").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const [x, y] = [room.x + room.width / 2, room.y + room.height / 2];
    const before = await left();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 80, y, { steps: 4 });
    await page.mouse.up();
    await eventually(async () => Math.round(before - (await left()))).toBe(80);
    await page.mouse.wheel(0, 100);
    await eventually(() =>
      page
        .getByRole("dialog")
        .getByText(/^3\d\d%$/)
        .count(),
    ).toBe(1);
    await page.keyboard.press("0");
    await expectText(page.getByRole("dialog"), "Whole");
  });
});
