import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Download, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { nodesOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Workflow menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function downloadBy(page: Page, press: () => Promise<void>): Promise<{ download: Download; bytes: Buffer }> {
  const downloading = page.waitForEvent("download");
  await press();
  const download = await downloading;
  return { download, bytes: await readFile(await download.path()) };
}

describe("a workflow with its files", () => {
  it("goes into a ZIP and comes back from it, where its files are not", async () => {
    const { app, page } = stage;
    const sent = await fetch(`${app.url}/api/assets`, {
      method: "POST",
      headers: { "content-type": "image/png" },
      body: new Uint8Array(png),
    });
    const asset = await sent.json();
    const id = await openGraph(app, page, {
      nodes: [{ id: "p", type: "imageInput", title: "Photo", at: [200, 150], data: { asset, fileName: "dot.png" } }],
    });
    const { download, bytes } = await downloadBy(page, () => chooseInMenu(page, "Export with its files (ZIP)"));
    expect(download.suggestedFilename()).toBe("Test-graph.zip");
    expect(Buffer.from(unzipSync(new Uint8Array(bytes))[`files/${asset.asset}`] ?? [])).toEqual(png);

    await page
      .locator("input[type=file][accept*=zip]")
      .first()
      .setInputFiles({ name: "Test-graph.zip", mimeType: "application/zip", buffer: bytes });
    const shown = () => new URL(page.url()).searchParams.get("workflow") ?? id;
    await eventually(shown).not.toBe(id);
    const imported = shown();
    expect((await readGraph(app, imported)).nodes[0]?.data).toMatchObject({ asset: { asset: asset.asset } });
    await eventually(() => nodesOn(page).count()).toBe(1);
    await callApi(app, "GET", `/api/workflows/${imported}`);
  });
});

describe("a picture of the canvas", () => {
  it("has all nodes and their words, as SVG and as PNG, by the keyboard too", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about <rivers> & lakes"));
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
    await page.keyboard.type("Picture of the canvas");
    await page.getByRole("option", { name: /^Picture of the canvas/ }).waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Picture of the canvas" });
    await dialog.getByRole("img", { name: "The picture as it will be" }).waitFor();
    await dialog.getByRole("radio", { name: "Light" }).click();
    await dialog.getByRole("img", { name: "The picture as it will be" }).waitFor();
    await expectAccessible(page);
    const svg = await downloadBy(page, () => dialog.getByRole("button", { name: "Download as SVG" }).click());
    const text = svg.bytes.toString("utf8");
    for (const words of ["Question", "Answer", "Result", "&lt;rivers&gt;"]) expect(text).toContain(words);
    const { bytes, download } = await downloadBy(page, () =>
      dialog.getByRole("button", { name: "Download as PNG" }).click(),
    );
    expect(download.suggestedFilename()).toBe("Test-graph.png");
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    // Twice the canvas: three nodes stand over some thousand of its pixels.
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(2_000);
  });
});
