import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { drag, expectText, nodeCalled, runToEnd, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type NodeSketch, openGraph, readGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const plan = { provider: "openai-auth" };
const ask = (text: string): NodeSketch => ({ id: "ask", type: "prompt", title: "Ask", at: [20, 60], data: { text } });
const make = (more: object = {}): NodeSketch => ({
  id: "make",
  type: "imageGenerate",
  title: "Make",
  at: [310, 60],
  data: { ...plan, ...more },
});

describe("a picture", () => {
  it("is made on the plan, says what came of what was asked, and is changed by the node it is wired to", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        ask("A red square [other-size]"),
        make({ size: "1536x1024", quality: "high" }),
        { id: "tell", type: "prompt", title: "Tell", at: [20, 420], data: { text: "Make it blue" } },
        { id: "edit", type: "imageGenerate", title: "Edit", at: [620, 60], data: plan },
      ],
      wires: ["ask.text > make.prompt", "tell.text > edit.prompt", "make.image > edit.images"],
    });
    expect(await runToEnd(page)).toBe("completed");
    const made = nodeCalled(page, "Make").getByRole("img", { name: "Picture" });
    const edited = nodeCalled(page, "Edit").getByRole("img", { name: "Picture" });
    await expectText(nodeCalled(page, "Make"), /asked 1536x1024.* · got /);
    expect(await edited.getAttribute("src")).not.toBe(await made.getAttribute("src"));
    const sent = app.simulator.requests.map(({ path }) => path).filter((path) => path.includes("/images/"));
    expect(sent).toEqual(["/backend-api/codex/images/generations", "/backend-api/codex/images/edits"]);

    await page.reload();
    await eventually(() => edited.count()).toBe(1);
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 0 });
  });

  it("is enlarged, turned to the next by key, downloaded and put beside its node", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, { nodes: [ask("A fox"), make({ n: 3 })], wires: ["ask.text > make.prompt"] });
    expect(await runToEnd(page)).toBe("completed");
    const grid = nodeCalled(page, "Make");
    await eventually(() => grid.getByRole("img").count()).toBe(3);
    await grid.getByRole("link", { name: "Enlarge Picture 2" }).click();
    const large = page.getByRole("dialog");
    const place = large.getByRole("status").filter({ hasText: " of " });
    await expectText(place, "2 of 3");
    await page.keyboard.press("ArrowRight");
    await expectText(place, "3 of 3");
    await expectText(large, /\d+ × \d+ px|\d+x\d+/);
    await expectAccessible(page);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      large.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.png$/);
    expect((await readFile(await download.path())).subarray(1, 4).toString()).toBe("PNG");

    await large.getByRole("button", { name: "Put it on the canvas" }).click();
    await waitUntilSaved(page);
    const { nodes } = await readGraph(app, id);
    expect(nodes.at(-1)).toMatchObject({ type: "imageInput", data: { asset: { mime: "image/png" } } });
    await page.keyboard.press("Escape");
    await eventually(() => large.count()).toBe(0);
  });

  it("is dragged onto the canvas, into an image node, and onto a node that takes pictures", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, {
      nodes: [
        ask("A fox"),
        make({ n: 2 }),
        { id: "see", type: "llmGenerate", title: "See", at: [640, 60], data: { ...plan, model: "gpt-6-sol" } },
      ],
      wires: ["ask.text > make.prompt", "ask.text > see.prompt"],
    });
    expect(await runToEnd(page)).toBe("completed");
    const tile = (number: number) => nodeCalled(page, "Make").getByRole("link", { name: `Enlarge Picture ${number}` });
    const assetOf = async (type: string) => (await readGraph(app, id)).nodes.find((node) => node.type === type)?.data;
    await drag(page, tile(1), { x: 420, y: 520 });
    await eventually(() => assetOf("imageInput")).toMatchObject({ asset: { mime: "image/png" } });
    const first = await assetOf("imageInput");
    await drag(page, tile(2), nodeCalled(page, "Image"));
    await eventually(() => assetOf("imageInput")).not.toEqual(first);
    await drag(page, tile(1), nodeCalled(page, "See"));
    await eventually(async () => (await readGraph(app, id)).edges.map(({ target }) => target)).toContainEqual({
      node: "see",
      port: "images",
    });
  });
});

describe("a list of prompts", () => {
  it("becomes a grid in which the one that was refused keeps its place", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        {
          id: "list",
          type: "list",
          title: "List",
          at: [20, 60],
          data: { text: "cat\nowl [moderation]\nfox", split: "lines" },
        },
        make(),
      ],
      wires: ["list.items > make.prompt"],
    });
    expect(await runToEnd(page)).toBe("completed");
    const grid = nodeCalled(page, "Make");
    await eventually(() => grid.getByRole("img").count()).toBe(2);
    await expectText(grid, "1 failed");
    expect(await grid.getByRole("listitem").count()).toBe(3);
  });
});
