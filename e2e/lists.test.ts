import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { drag, expectText, nodeCalled, openInspector, portOf } from "./support/canvas";
import { eventually } from "./support/eventually";
import { chooseFile, csvFile, dropFile } from "./support/files";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import { setStage } from "./support/stage";
import { rowsOf } from "./support/tables";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

const jsonSchema = {
  type: "object",
  properties: { motto: { type: "string" }, country: { type: "string" } },
  required: ["motto", "country"],
  additionalProperties: false,
};

/** A file, a prompt for each of its rows, a table. */
const mapped: GraphSketch = {
  nodes: [
    { id: "rows", type: "fileInput", title: "Rows", at: [20, 160], data: { as: "csv" } },
    { id: "ask", type: "prompt", title: "Ask", at: [310, 160], data: { text: "A motto for {{name}} of {{city}}" } },
    { id: "answer", type: "llmGenerate", title: "Answer", at: [600, 130], data: { ...planModel, jsonSchema } },
    { id: "result", type: "output", title: "Result", at: [890, 160], data: { name: "result" } },
  ],
  wires: ["ask.text > answer.prompt", "answer.json > result.value"],
};
const wired = { ...mapped, wires: ["rows.items > ask.data", ...(mapped.wires ?? [])] };
const people = ["name,city", "Ada,London", "Grace,New York", "Linus,Helsinki"];

describe("a CSV file", () => {
  it("runs what follows once for each row, with a ledger of the items and a table with columns", async () => {
    const { app, page } = stage;
    await openGraph(app, page, mapped);
    const rows = nodeCalled(page, "Rows");
    await chooseFile(rows.getByRole("button", { name: /^Choose a file/ }), csvFile("people.csv", people));
    await expectText(rows, "people.csv");
    await drag(page, portOf(rows, "Output items"), portOf(nodeCalled(page, "Ask"), "Input fields"));

    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 3 });
    await expectText(rows, "3 items");
    await expectText(nodeCalled(page, "Answer"), "3 of 3 items");
    await expectText(nodeCalled(page, "Answer").locator("footer"), /3 calls.*\d tokens.*Plus plan/);
    const [head, ...body] = await rowsOf(nodeCalled(page, "Result"));
    expect(head).toEqual(["#", "motto", "country"]);
    expect(body.map(([place]) => place)).toEqual(["1", "2", "3"]);

    const inspector = await openInspector(page, "Answer");
    await expectText(inspector, "Paid by ChatGPT (Plus). 1 call per item.");
    const ledger = await rowsOf(inspector.getByRole("region", { name: "Items" }));
    expect(ledger[0]).toEqual(["#", "Result", "Tokens", "Time"]);
    for (const [index, row] of ledger.slice(1).entries())
      expect(row).toEqual([
        String(index + 1),
        expect.stringMatching(/motto/),
        expect.stringMatching(/\d/),
        expect.stringMatching(/\d s/),
      ]);
    expect(ledger).toHaveLength(4);
  });

  it("with one row that fails keeps the others, and asks again for that one alone", async () => {
    const { app, page } = stage;
    await openGraph(app, page, wired);
    const failing = [...people.slice(0, 3), "Linus,[400-once] Helsinki"];
    await chooseFile(
      nodeCalled(page, "Rows").getByRole("button", { name: /^Choose a file/ }),
      csvFile("people.csv", failing),
    );
    await expectText(nodeCalled(page, "Rows"), "people.csv");

    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 3 });
    const answer = nodeCalled(page, "Answer");
    await expectText(answer, /3 of 3 items.*1 failed/);
    expect((await rowsOf(nodeCalled(page, "Result"))).at(3)).toEqual(["3", expect.stringMatching(/refused/i)]);
    const ledger = (await openInspector(page, "Answer")).getByRole("region", { name: "Items" });
    await ledger.getByText("1 failed", { exact: true }).last().click();
    expect((await rowsOf(ledger)).map(([place]) => place)).toEqual(["#", "3"]);

    const retry = () => answer.getByRole("button", { name: "Retry failed" }).click();
    expect(await runCounted(stage, retry)).toEqual({ status: "completed", calls: 1 });
    await eventually(() => answer.getByText("1 failed").count()).toBe(0);
    await eventually(async () => (await rowsOf(nodeCalled(page, "Result"))).map((row) => row.length)).toEqual([
      3, 3, 3, 3,
    ]);
  });

  it("that grew by three rows makes three calls", async () => {
    const { app, page } = stage;
    await openGraph(app, page, wired);
    const rows = nodeCalled(page, "Rows");
    await dropFile(rows.getByRole("button", { name: /^Choose a file/ }), csvFile("few.csv", people));
    await expectText(rows, "few.csv");
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 3 });

    const more = [...people, "Alan,Wilmslow", "Edsger,Rotterdam", "Barbara,Los Angeles"];
    await dropFile(rows.getByText("One item per row"), csvFile("more.csv", more));
    await expectText(rows, "more.csv");
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 3 });
    await expectText(nodeCalled(page, "Answer"), /6 of 6 items.*3 from cache/);
    await eventually(() => rowsOf(nodeCalled(page, "Result"))).toHaveLength(7);
  });
});

describe("a list", () => {
  it("takes the rows of a file that is dropped on it, and its wires stay", async () => {
    const { app, page } = stage;
    const typed = { id: "rows", type: "list", title: "Rows", at: [20, 160] as [number, number], data: { text: "x" } };
    await openGraph(app, page, { ...wired, nodes: [typed, ...wired.nodes.slice(1)] });
    await dropFile(nodeCalled(page, "Rows").getByLabel("Items of Rows"), csvFile("people.csv", people));
    await expectText(nodeCalled(page, "Rows"), "CSV rows");

    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 3 });
    await expectText(nodeCalled(page, "Rows"), "3 items");
    expect(await rowsOf(nodeCalled(page, "Result"))).toHaveLength(4);
  });
});

describe("a condition", () => {
  it("skips only what hangs on the dead side, and a join takes what lives", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      zoom: 0.9,
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [20, 200], data: { text: "Tell me about rivers" } },
        { id: "check", type: "condition", title: "Check", at: [310, 200], data: { test: "contains", value: "rivers" } },
        { id: "live", type: "llmGenerate", title: "About water", at: [620, 60], data: planModel },
        { id: "dead", type: "llmGenerate", title: "About the rest", at: [620, 420], data: planModel },
        { id: "both", type: "join", title: "Both", at: [930, 200], data: { separator: "\n" } },
        { id: "result", type: "output", title: "Result", at: [1220, 200], data: { name: "result" } },
      ],
      wires: [
        "ask.text > check.value",
        "check.yes > live.prompt",
        "check.no > dead.prompt",
        "live.text > both.items",
        "dead.text > both.items",
        "both.text > result.value",
      ],
    });
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 1 });
    await expectText(nodeCalled(page, "About water"), "Done");
    await expectText(nodeCalled(page, "About the rest"), "Skipped: the value went the other way at Check.");
    await expectText(nodeCalled(page, "Both"), "Done");
    await expectText(nodeCalled(page, "Result"), /rivers/i);
  });
});

describe("two lists at one node", () => {
  it("of different lengths are refused with what to do, and cross when the person says so", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "left", type: "list", title: "Animals", at: [20, 60], data: { text: "cat\ndog\nowl", split: "lines" } },
        { id: "right", type: "list", title: "Moods", at: [20, 360], data: { text: "calm\nbold", split: "lines" } },
        { id: "ask", type: "prompt", title: "Ask", at: [320, 160], data: { text: "Draw a {{mood}} {{animal}}" } },
        { id: "answer", type: "llmGenerate", title: "Answer", at: [610, 130], data: planModel },
      ],
      wires: ["left.items > ask.animal", "right.items > ask.mood", "ask.text > answer.prompt"],
    });
    expect(await runCounted(stage)).toEqual({ status: "failed", calls: 0 });
    const refusal = nodeCalled(page, "Ask").getByRole("alert");
    await expectText(refusal, /mood has 2, animal has 3\..* equally long, or switch to every combination/);

    const inspector = await openInspector(page, "Ask");
    await inspector.getByRole("switch", { name: "Every combination" }).click();
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 6 });
    await expectText(nodeCalled(page, "Answer"), "6 of 6 items");
  });
});

describe("a compare node", () => {
  it("asks every variant the same and shows the answers side by side", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "Tell me about kites" } },
        { id: "compare", type: "compare", title: "Compare", at: [380, 120], data: { variants: [planModel] } },
        { id: "result", type: "output", title: "Result", at: [720, 120], data: { name: "result" } },
      ],
      wires: ["ask.text > compare.prompt", "compare.results > result.value"],
    });
    const inspector = await openInspector(page, "Compare");
    await inspector.getByRole("button", { name: "Add a variant" }).click();
    const second = inspector.getByRole("region", { name: "Variant 2" });
    await second.getByRole("combobox", { name: "Model" }).click();
    await page.getByRole("option", { name: /GPT-6 Luna/ }).click();

    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 2 });
    const result = nodeCalled(page, "Result");
    const columns = ["gpt-6-sol", "gpt-6-luna"].map((model, index) =>
      result.getByRole("region", { name: `Variant ${index + 1}, ${model}` }),
    );
    const [left, right] = await Promise.all(
      columns.map(async (column) => {
        await expectText(column, /kites/i);
        return column.boundingBox();
      }),
    );
    expect(right?.y).toBe(left?.y);
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
    await expectText(inspector.getByRole("region", { name: "Items" }), "gpt-6-luna: ");
  });
});

describe("an answer by a JSON schema", () => {
  it("that does not fit is asked for once more, which the node says", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "[bad-json] Rivers?" } },
        { id: "answer", type: "llmGenerate", title: "Answer", at: [380, 120], data: planModel },
      ],
      wires: ["ask.text > answer.prompt"],
    });
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("radio", { name: "JSON schema" }).click();
    await inspector.getByRole("textbox", { name: "JSON schema" }).fill(JSON.stringify(jsonSchema));
    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 2 });
    await expectText(nodeCalled(page, "Answer"), "so the model was asked once more.");
    await expectText(nodeCalled(page, "Answer").locator("footer"), "2 calls");
    await expectText(inspector.getByRole("region", { name: "Last result" }), /"motto".*"country"/s);
  });
});
