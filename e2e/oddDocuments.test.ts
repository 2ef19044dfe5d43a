import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeCalled, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const note = (id: string, text: string, data: Record<string, unknown> = {}) => ({
  id,
  type: "note",
  data: { text, ...data },
});

function documentOf(id: string, change: Record<string, unknown>) {
  return {
    format: "patchbay/workflow",
    version: 1,
    id,
    name: id,
    revision: 1,
    nodes: [],
    edges: [],
    layout: { nodes: {}, groups: [] },
    ...change,
  };
}

/** Puts a file where an earlier version, or a hand, could have put it. */
async function store(id: string, content: unknown): Promise<string> {
  const directory = join(stage.app.dataDir, "workflows");
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${id}.json`);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function makeLast(lastWorkflowId: string): Promise<void> {
  await writeFile(join(stage.app.dataDir, "settings.json"), JSON.stringify({ lastWorkflowId }));
}

describe("a stored document that cannot be drawn", () => {
  it("opens mended from the plain address, says so, and hands out the original", async () => {
    const { app, page } = stage;
    const twins = documentOf("twins", {
      nodes: [note("a", "first"), note("a", "second"), note("toString", "odd name")],
      edges: [{ id: "e", source: { node: "a", port: "text" }, target: { node: "gone", port: "value" } }],
      layout: {
        nodes: { a: { x: 0, y: 0 }, toString: { x: 1e300, y: 0, width: 1e300 } },
        groups: [],
        viewport: { x: 0, y: 0, zoom: 1e-200 },
      },
    });
    await store("twins", twins);
    await makeLast("twins");
    await page.goto(app.url);
    await page.getByText("This workflow was mended").waitFor();
    await eventually(() => page.locator(".react-flow__node").count()).toBe(3);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the original" }).click();
    expect(JSON.parse(await readFile(await (await download).path(), "utf8"))).toEqual(twins);
    await waitUntilSaved(page);
    expect((await readGraph(app, "twins")).nodes.map(({ id }) => id)).toEqual(["a", "a-2", "toString-2"]);
    await page.reload();
    await nodeCalled(page, "Note").first().waitFor();
    expect(await page.getByText("This workflow was mended").count()).toBe(0);
  });

  it("leads to another one when it is damaged, with its file for download, and is left as it is", async () => {
    const { app, page } = stage;
    const good = await openGraph(app, page, threeNodes("Something to fall back to"));
    const path = await store("halved", '{"format": "patchbay/workflow", "no');
    await makeLast("halved");
    await page.goto("about:blank");
    await page.goto(`${app.url}/?workflow=halved`);
    await page.getByText("The workflow halved cannot be opened").waitFor();
    await nodeCalled(page, "Question").waitFor();
    await eventually(async () => new URL(page.url()).searchParams.get("workflow")).toBe(good);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the file" }).click();
    expect(await readFile(await (await download).path(), "utf8")).toBe(await readFile(path, "utf8"));
    expect(stage.window.problems.splice(0)).toEqual([`500 ${app.url}/api/workflows/halved`]);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      "data of no kind's shape",
      {
        nodes: [
          "prompt",
          "llmGenerate",
          "compare",
          "list",
          "condition",
          "join",
          "jsonExtract",
          "output",
          "imageInput",
          "fileInput",
        ].map((type, index) => ({
          id: `n${index}`,
          type,
          data: { text: { deep: [1] }, variants: "x", test: 7, format: [], asset: "x", model: null },
        })),
      },
    ],
    [
      "a circle, a wire to itself and ports that no node has",
      {
        nodes: [note("a", ""), { id: "b", type: "prompt", data: { text: "{{x}}" } }],
        edges: [
          ["a", "b"],
          ["b", "a"],
          ["b", "b"],
        ].map(([from, to], index) => ({
          id: `e${index}`,
          source: { node: from, port: "__proto__" },
          target: { node: to, port: "constructor" },
        })),
      },
    ],
    [
      "kinds that no version has",
      {
        nodes: ["constructor", "node-prompt", "placeholder", "__proto__", "group"].map((type, index) => ({
          id: `n${index}`,
          type,
          data: {},
        })),
      },
    ],
  ])("is drawn with %s", async (_, change) => {
    const { app, page } = stage;
    const document = documentOf("odd", change);
    await store("odd", document);
    await page.goto(`${app.url}/?workflow=odd`);
    const { length } = document.nodes;
    await eventually(() => page.locator(".react-flow__node").count()).toBe(
      (change.nodes as unknown[] | undefined)?.length ?? length,
    );
    expect(await page.getByText("cannot be drawn").count()).toBe(0);
  });
});
