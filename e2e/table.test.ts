import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled, openInspector, runToEnd } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import { openDrawer } from "./support/runDrawer";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const people = ["name,city,age", "Ada,London,36", "Grace,New York,85", "Linus,[400] Helsinki,9"].join("\n");

/** Two nodes that answer for each of the same rows. */
const graph: GraphSketch = {
  nodes: [
    { id: "rows", type: "list", title: "People", at: [20, 80], data: { text: people, split: "csv" } },
    { id: "ask", type: "prompt", title: "Ask", at: [320, 80], data: { text: "About {{name}} of {{city}}" } },
    { id: "write", type: "llmGenerate", title: "Write", at: [620, 20], data: { ...planModel } },
    { id: "judge", type: "llmGenerate", title: "Judge", at: [620, 400], data: { ...planModel, system: "Judge." } },
  ],
  wires: ["rows.items > ask.data", "ask.text > write.prompt", "ask.text > judge.prompt"],
};

async function runAndOpen(page: Page): Promise<Locator> {
  await openGraph(stage.app, page, graph);
  await runToEnd(page);
  await nodeCalled(page, "Write").getByRole("button", { name: "Open as a table" }).click();
  return tableOf(page, "Write");
}

async function tableOf(page: Page, node: string): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: `Rows of ${node}` });
  await dialog.getByRole("grid").waitFor();
  return dialog;
}

/** The texts of a table, row by row, its head first. */
async function textsOf(dialog: Locator): Promise<string[][]> {
  return dialog
    .getByRole("grid")
    .getByRole("row")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("[role=columnheader], [role=rowheader], [role=gridcell]")].map((cell) =>
          (cell.textContent ?? "").trim(),
        ),
      ),
    );
}

/** The first column, whose order tells how rows are sorted. */
async function namesIn(dialog: Locator): Promise<(string | undefined)[]> {
  return (await textsOf(dialog)).slice(1).map((row) => row[1]);
}

async function download(page: Page, dialog: Locator, kind: RegExp): Promise<string> {
  await dialog.getByRole("button", { name: "Download" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: kind }).click();
  return readFile(await (await downloading).path(), "utf8");
}

describe("the table of a list", () => {
  it("has what came in beside the answers of every node that ran for the rows, from wherever it is opened", async () => {
    const { page } = stage;
    const dialog = await runAndOpen(page);
    const [head, ...rows] = await textsOf(dialog);
    expect(head).toEqual(["#", "name", "city", "age", "Write", "Judge"]);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["1", "Ada", "London", "36"],
      ["2", "Grace", "New York", "85"],
      ["3", "Linus", "[400] Helsinki", "9"],
    ]);
    expect(rows[0]?.[4]).toMatch(/\w{3}/);
    expect(rows[2]?.[4]).toMatch(/refused/i);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await nodeCalled(page, "People").getByRole("button", { name: "3 items" }).click();
    await (await tableOf(page, "People")).getByRole("button", { name: "Close the table" }).click();
    const panel = await openInspector(page, "Judge");
    await panel.getByRole("button", { name: "Open as a table" }).first().click();
    await (await tableOf(page, "Judge")).getByRole("button", { name: "Close the table" }).click();
    const drawer = await openDrawer(page);
    await drawer.getByRole("button", { name: "Open the rows of Write as a table" }).click();
    await tableOf(page, "Write");
  });

  it("sorts, searches, filters and puts failed rows first", async () => {
    const { page } = stage;
    const dialog = await runAndOpen(page);
    await dialog.getByRole("button", { name: "Sort by age" }).click();
    await eventually(() => namesIn(dialog)).toEqual(["Linus", "Ada", "Grace"]);
    await dialog.getByRole("button", { name: "Sort by age" }).click();
    await eventually(() => namesIn(dialog)).toEqual(["Grace", "Ada", "Linus"]);
    await dialog.getByRole("switch", { name: "Failed rows first" }).click();
    await eventually(() => namesIn(dialog)).toEqual(["Linus", "Grace", "Ada"]);

    await dialog.getByRole("searchbox", { name: "Search in all columns" }).fill("new york");
    await eventually(() => namesIn(dialog)).toEqual(["Grace"]);
    await expectText(dialog, "1 of 3 rows");
    await dialog.getByRole("searchbox", { name: "Search in all columns" }).fill("");
    await dialog.getByRole("button", { name: "Filter by column" }).click();
    await dialog.getByRole("textbox", { name: "Filter age" }).fill("> 30");
    await eventually(() => namesIn(dialog)).toEqual(["Grace", "Ada"]);
    await dialog.getByRole("textbox", { name: "Filter age" }).fill("> 100");
    await dialog.getByRole("button", { name: "Show all rows" }).click();
    await eventually(async () => (await namesIn(dialog)).length).toBe(3);
    await dialog.getByRole("combobox", { name: "Rows by state" }).click();
    await page.getByRole("option", { name: "Failed 1" }).click();
    await eventually(() => namesIn(dialog)).toEqual(["Linus"]);
  });

  it("remembers which columns are shown, in which order and how wide", async () => {
    const { page } = stage;
    const dialog = await runAndOpen(page);
    await dialog.getByRole("button", { name: "Columns", exact: true }).click();
    await dialog.getByRole("checkbox", { name: "city", exact: true }).uncheck();
    await dialog.getByRole("checkbox", { name: "Write · Tokens" }).check();
    await dialog.getByRole("button", { name: "Move name to the right" }).click();
    await dialog.getByRole("separator", { name: "Width of age" }).focus();
    await page.keyboard.press("ArrowRight");
    const head = async (where: Locator) => (await textsOf(where))[0];
    const wished = ["#", "age", "name", "Write", "Judge", "Write · Tokens"];
    await eventually(() => head(dialog)).toEqual(wished);
    await page.reload();
    await nodeCalled(page, "Write").getByRole("button", { name: "Open as a table" }).click();
    const again = await tableOf(page, "Write");
    expect(await head(again)).toEqual(wished);
    expect(await again.getByRole("separator", { name: "Width of age" }).getAttribute("aria-valuenow")).toBe("200");
    await again.getByRole("button", { name: "Columns", exact: true }).click();
    await again.getByRole("button", { name: "As at first" }).click();
    await eventually(() => head(again)).toEqual(["#", "name", "city", "age", "Write", "Judge"]);
  });

  it("is read by keyboard: a row as a page of its own, the next one, back to where one was, and out", async () => {
    const { page } = stage;
    const dialog = await runAndOpen(page);
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("grid");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectText(dialog, "Row 2 of 3");
    await expectText(dialog.getByRole("region", { name: "What came in" }), /Grace.*New York/);
    await expectText(dialog.getByRole("region", { name: "Write" }), /Done.*tokens/);
    await page.keyboard.press("ArrowRight");
    await expectText(dialog, "Row 3 of 3");
    await expectText(dialog.getByRole("region", { name: "Judge" }), /Failed.*refused/i);
    expect(await dialog.getByRole("button", { name: "Next row" }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    const rows = dialog.getByRole("row", { selected: true });
    await expectText(rows, /^3Linus/);
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("grid");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("goes into a file as it is shown, with nothing in it that a spreadsheet would run", async () => {
    const { app, page } = stage;
    const text = ["name,said", "Eve,=HYPERLINK(1)", "Bob,-5", "Ann,plain"].join("\n");
    await openGraph(app, page, {
      nodes: [{ id: "rows", type: "list", title: "Said", at: [20, 80], data: { text, split: "csv" } }],
    });
    await runToEnd(page);
    await nodeCalled(page, "Said").getByRole("button", { name: "3 items" }).click();
    const dialog = await tableOf(page, "Said");
    await dialog.getByRole("button", { name: "Sort by name" }).click();
    await eventually(() => namesIn(dialog)).toEqual(["Ann", "Bob", "Eve"]);
    const csv = 'name,said\r\nAnn,plain\r\nBob,-5\r\nEve,"\'=HYPERLINK(1)"\r\n';
    expect(await download(page, dialog, /^CSV, 3 rows$/)).toBe(csv);
    expect(await download(page, dialog, /^CSV for Excel/)).toBe(`\uFEFF${csv}`);
    const records = JSON.parse(await download(page, dialog, /^JSON/));
    expect(records[2]).toEqual({ name: "Eve", said: "=HYPERLINK(1)" });
  });

  it("shows ten thousand rows, and reaches the last of them by one key", async () => {
    const { app, page } = stage;
    const text = Array.from({ length: 10_000 }, (_, row) => `line ${row + 1}`).join("\n");
    await openGraph(app, page, {
      nodes: [{ id: "rows", type: "list", title: "Lines", at: [20, 80], data: { text, split: "lines" } }],
    });
    await runToEnd(page);
    await nodeCalled(page, "Lines").getByRole("button", { name: "10,000 items" }).click();
    const dialog = await tableOf(page, "Lines");
    await expectText(dialog, "10,000 rows");
    expect(await dialog.getByRole("row").count()).toBeLessThan(100);
    await page.keyboard.press("Control+End");
    await expectText(dialog.getByRole("row", { selected: true }), "10,000line 10000");
    await dialog.getByRole("button", { name: "Sort by Lines" }).click();
    await dialog.getByRole("searchbox", { name: "Search in all columns" }).fill("line 999");
    await expectText(dialog, "11 of 10,000 rows");
    await dialog.getByRole("searchbox", { name: "Search in all columns" }).fill("");
    expect((await download(page, dialog, /^CSV, 10,000 rows$/)).split("\r\n")).toHaveLength(10_002);
  });
});
