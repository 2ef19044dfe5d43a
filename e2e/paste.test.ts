import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { nodesOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const empty = { nodes: [{ id: "n", type: "note", title: "Here", at: [40, 40] as [number, number], data: {} }] };

async function onCanvas(page: Page): Promise<void> {
  await openGraph(stage.app, page, empty);
  await page.locator(".react-flow__pane").click({ position: { x: 700, y: 500 } });
}

async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await page.keyboard.press("Control+v");
}

/** Drops or pastes files as a browser hands them over. */
function hand(page: Page, event: "drop" | "paste", names: string[]): Promise<void> {
  return page.evaluate(
    async ({ event, names }) => {
      const canvas = document.createElement("canvas");
      const data = new DataTransfer();
      for (const [index, name] of names.entries()) {
        canvas.width = canvas.height = 8 + index;
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
        const isPicture = name.endsWith(".png");
        data.items.add(
          isPicture && blob !== null
            ? new File([blob], name, { type: "image/png" })
            : new File([`# ${name}`], name, { type: "text/markdown" }),
        );
      }
      const pane = document.querySelector(".react-flow__pane") ?? document.body;
      const at = { bubbles: true, cancelable: true, clientX: 700, clientY: 400 };
      pane.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { ...at, dataTransfer: data })
          : new ClipboardEvent("paste", { ...at, clipboardData: data }),
      );
    },
    { event, names },
  );
}

async function boxes(page: Page) {
  const found = [];
  for (const node of await nodesOn(page).all()) {
    const box = await node.boundingBox();
    if (box !== null) found.push(box);
  }
  return found;
}

async function expectNoneCovered(page: Page): Promise<void> {
  const all = await boxes(page);
  const covered = all.filter((a, index) =>
    all.some(
      (b, other) =>
        other !== index && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  );
  expect(covered).toEqual([]);
}

describe("pasting on the canvas", () => {
  it("makes words a prompt and cells of a spreadsheet a list, and undo takes each back", async () => {
    const { page } = stage;
    await onCanvas(page);
    await pasteText(page, "Write a haiku about rain.");
    await eventually(() => nodesOn(page).count()).toBe(2);
    const prompt = page.getByRole("region", { name: "Prompt", exact: true });
    await eventually(() => prompt.getByRole("textbox").inputValue()).toBe("Write a haiku about rain.");
    await pasteText(page, "city\tpeople\nOslo\t700000\nBergen\t290000");
    await eventually(() => nodesOn(page).count()).toBe(3);
    await page.getByRole("region", { name: "List", exact: true }).waitFor();
    await expectNoneCovered(page);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await eventually(() => nodesOn(page).count()).toBe(1);
  });

  it("leaves what is pasted into a text there", async () => {
    const { page } = stage;
    await onCanvas(page);
    await pasteText(page, "First");
    const field = page.getByRole("region", { name: "Prompt", exact: true }).getByRole("textbox");
    await field.click();
    await page.keyboard.press("End");
    await pasteText(page, " and second");
    await eventually(() => field.inputValue()).toBe("First and second");
    expect(await nodesOn(page).count()).toBe(2);
  });

  it("opens a workflow that was copied as text", async () => {
    const { page } = stage;
    await onCanvas(page);
    await pasteText(
      page,
      JSON.stringify({
        ...{ format: "patchbay/workflow", version: 1, id: "copied", name: "Copied from a chat", revision: 4 },
        nodes: [{ id: "p", type: "prompt", data: { text: "Hello" } }],
        ...{ edges: [], layout: { nodes: { p: { x: 100, y: 100 } }, groups: [] } },
      }),
    );
    await page.getByRole("heading", { name: "Copied from a chat" }).waitFor();
    await eventually(() => nodesOn(page).count()).toBe(1);
  });

  it.each(["paste", "drop"] as const)("spreads several pictures and files out (%s)", async (event) => {
    const { page } = stage;
    await onCanvas(page);
    await hand(page, event, ["a.png", "b.png", "c.png", "notes.md"]);
    await eventually(() => nodesOn(page).count()).toBe(5);
    await page.getByRole("button", { name: "Fit to screen" }).click();
    await eventually(() => page.getByRole("region", { name: "Image", exact: true }).count()).toBe(3);
    await expectNoneCovered(page);
    await page.keyboard.press("Control+z");
    await eventually(() => nodesOn(page).count()).toBe(1);
  });
});
