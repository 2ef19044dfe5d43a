import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runButton, startRunBy } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage({ simulator: { latency: { firstTokenMs: 2, tokenMs: 0 } } });
beforeEach(() => connectAccount(stage.app));

const ROWS = 200;
const towns = Array.from({ length: ROWS }, (_, row) =>
  JSON.stringify({ town: row === 2 ? "[400] Town 2" : `Town ${row}`, ideal: row % 2 === 0 ? "e" : "quay" }),
);
const models = ["A", "B", "C"];

/** Rows, a prompt, three models, what each answer is worth, and a table of all. */
const graph: GraphSketch = {
  nodes: [
    { id: "rows", type: "list", title: "Rows", at: [20, 80], data: { text: towns.join("\n"), split: "jsonl" } },
    { id: "ask", type: "prompt", title: "Ask", at: [320, 80], data: { text: "A line on {{town}}" } },
    { id: "ideal", type: "jsonExtract", title: "Ideal", at: [320, 380], data: { path: "/ideal" } },
    ...models.flatMap((name, place) => [
      {
        ...{ id: `m${name}`, type: "llmGenerate", title: `Model ${name}` },
        ...{ at: [620, 20 + 300 * place] as [number, number], data: { ...planModel, system: `You are ${name}.` } },
      },
      {
        ...{ id: `s${name}`, type: "score", title: `Score ${name}` },
        ...{ at: [940, 20 + 300 * place] as [number, number], data: { method: "contains" } },
      },
    ]),
    { id: "table", type: "table", title: "Evaluation", at: [1260, 80], data: { spread: true } },
  ],
  wires: [
    ...["rows.items > ask.data", "rows.items > ideal.json", "rows.items > table.columns"],
    ...models.flatMap((name) => [
      ...[`ask.text > m${name}.prompt`, `m${name}.text > s${name}.value`, `ideal.value > s${name}.reference`],
      ...[`m${name}.text > table.columns`, `s${name}.score > table.columns`],
    ]),
  ],
};

async function cellsIn(grid: Locator, column: number): Promise<string[]> {
  const rows = await grid.locator("[role=row][aria-selected]").all();
  return Promise.all(
    rows.slice(0, 8).map(async (row) => ((await row.getByRole("gridcell").nth(column).textContent()) ?? "").trim()),
  );
}

it("An evaluation of 200 rows with three models is read, sorted, judged by thumbs and downloaded", async () => {
  const { app, page } = stage;
  await openGraph(app, page, graph);
  const run = await startRunBy(page, async () => {
    await runButton(page).click();
    await page.getByRole("button", { name: "Run 600 calls" }).click();
  });
  expect(await endOfRun(page, run)).toBe("completed");
  await nodeCalled(page, "Evaluation").getByRole("button", { name: "200 items" }).click();
  const dialog = page.getByRole("dialog", { name: "Rows of Evaluation" });
  const grid = dialog.getByRole("grid");
  await grid.waitFor();
  await expectText(dialog, "200 rows");
  const heads = await grid.getByRole("columnheader").allInnerTexts();
  expect(heads.slice(1, 9)).toEqual(["town", "ideal", ...models.flatMap((name) => [`Model ${name}`, `Score ${name}`])]);
  await expectText(
    dialog.getByRole("region", { name: "What the scores say" }),
    /leads: \d+ of 199|passed equally often/,
  );
  await expectText(grid.getByRole("rowgroup", { name: "All rows that are shown" }), /199 values, 1 failed.*tokens/);
  await expectAccessible(page);

  await dialog.getByRole("button", { name: "Sort by Score A" }).click();
  const scores = async () => (await cellsIn(grid, 3)).map(Number);
  await eventually(async () => (await scores())[0]).toBe(0);
  expect(await scores()).toEqual((await scores()).toSorted((a, b) => a - b));
  await dialog.getByRole("button", { name: "Sort by town" }).click();

  await grid.getByRole("button", { name: "Row 1 is good", exact: true }).click();
  await grid.getByRole("button", { name: "Row 2 is not good", exact: true }).click();
  const labels = async () =>
    (await callApi<{ labels: object[] }>(app, "GET", `${new URL(run).pathname}/labels`)).labels;
  await eventually(labels).toMatchObject([
    { node: "table", row: 0, label: "up" },
    { node: "table", row: 1, label: "down" },
  ]);
  await expectText(dialog, /Agrees with thumbs on \d+%, κ = .+, n = 2/);

  await dialog.getByRole("button", { name: "Download" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^CSV, 200 rows/ }).click();
  const csv = await readFile(await (await downloading).path(), "utf8");
  const [head, ...rows] = csv.trim().split("\r\n");
  expect(head).toMatch(/^town,ideal,Model A,Score A.*,Thumb$/);
  expect(rows.filter((row) => /,(up|down)$/.test(row))).toHaveLength(2);
});
