import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { pdf } from "@/lib/worker/documents/testDocuments";
import { expectAccessible } from "./support/accessibility";
import { drag, endOfRun, expectText, nodeCalled, openInspector, portOf, runButton, startRunBy } from "./support/canvas";
import { eventually } from "./support/eventually";
import { chooseFile, csvFile } from "./support/files";
import { type GraphSketch, openGraph, planModel, readGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const formOf = (page: Page) => page.getByRole("dialog", { name: "What this run needs" });
const placeOf = (node: Locator, name: string) => node.getByRole("button", { name: new RegExp(`^${name} `) });

const expectFocus = (field: Locator) =>
  eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);

/** Without a model: what a run is given comes out as it is. */
const saying: GraphSketch = {
  nodes: [
    { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "Say {{word}}" } },
    { id: "result", type: "output", title: "Result", at: [420, 160], data: { name: "result" } },
  ],
  wires: ["ask.text > result.value"],
};

describe("Run", () => {
  it("asks for a place without a value, goes on with what is given, and offers it again", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, saying);
    await page.keyboard.press("Control+Enter");
    const form = formOf(page);
    const word = form.getByLabel("word");
    await expectFocus(word);
    await expectText(form, "for Question");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
    expect(await page.getByText("The run could not start").count()).toBe(0);

    await page.keyboard.press("Control+Enter");
    await expectFocus(word);
    await page.keyboard.type("owl");
    const run = await startRunBy(page, () => page.keyboard.press("Control+Enter"));
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), "Say owl");
    expect((await readGraph(app, id)).nodes[0]?.data).toEqual({ text: "Say {{word}}" });

    await page.reload();
    await runButton(page).click();
    await eventually(() => word.inputValue()).toBe("owl");
    await form.getByRole("switch", { name: "Keep in the workflow" }).click();
    const kept = await startRunBy(page, () => form.getByRole("button", { name: /^Run/ }).click());
    expect(await endOfRun(page, kept)).toBe("completed");
    await placeOf(nodeCalled(page, "Question"), "word").getByText("“owl”").waitFor();
  });

  it("asks for files and items, and says which of them it cannot do without", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "f", type: "fileInput", title: "Notes", at: [60, 60], data: { as: "text" } },
        { id: "l", type: "list", title: "Towns", at: [60, 320], data: { text: "", split: "lines" } },
        { id: "j", type: "join", title: "All", at: [420, 160], data: { separator: ", " } },
        { id: "o", type: "output", title: "Result", at: [760, 160], data: { name: "result" } },
      ],
      wires: ["f.text > j.items", "l.items > j.items", "j.text > o.value"],
    });
    await runButton(page).click();
    const form = formOf(page);
    await form.getByRole("button", { name: /^Run/ }).click();
    await form.getByText("Choose a file.").waitFor();
    await form.getByText("Write at least one item.").waitFor();
    const file = { name: "notes.txt", type: "text/plain", text: "Notes" };
    await chooseFile(form.getByRole("button", { name: "Choose a file" }), file);
    await form.getByText("notes.txt").waitFor();
    await form.getByLabel("Towns").fill("Bern\nGraz");
    const run = await startRunBy(page, () => form.getByRole("button", { name: /^Run/ }).click());
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(nodeCalled(page, "Result"), "Notes, Bern, Graz");
  });
});

const guests: GraphSketch = {
  nodes: [
    { id: "rows", type: "list", title: "Guests", at: [400, 420], data: { text: "name,town\nAda,Graz", split: "csv" } },
    { id: "ask", type: "prompt", title: "Ask", at: [760, 120], data: { text: "Greet {{name}} of {{land}}" } },
    { id: "answer", type: "llmGenerate", title: "Answer", at: [1100, 120], data: { ...planModel } },
  ],
  wires: ["ask.text > answer.prompt"],
};

describe("a place of a prompt", () => {
  it("takes a value or a new node that is wired in, by keyboard", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, guests);
    const ask = nodeCalled(page, "Ask");
    await placeOf(ask, "name").focus();
    await page.keyboard.press("Enter");
    const popover = page.getByRole("dialog", { name: "name" });
    await expectText(popover, "Run will ask for it");
    await expectFocus(popover.getByLabel("Value"));
    await page.keyboard.type("Ada");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await popover.waitFor({ state: "detached" });
    await expectText(placeOf(ask, "name"), "“Ada”");
    await expectFocus(placeOf(ask, "name"));

    await placeOf(ask, "land").press("Enter");
    await page.getByRole("button", { name: "Add Prompt for it" }).press("Enter");
    await expectText(placeOf(ask, "land"), "from Prompt");
    await expectFocus(nodeCalled(page, "Prompt").getByRole("textbox"));
    await page.keyboard.type("Austria");
    await eventually(async () => (await readGraph(app, id)).nodes.at(-1)?.data.text).toBe("Austria");
    const { edges, layout } = await readGraph(app, id);
    expect(edges.at(-1)?.target).toEqual({ node: "ask", port: "land" });
    expect(layout.nodes[edges.at(-1)?.source.node ?? ""]?.x).toBeLessThan(500);
  });

  it("says that rows would go into it whole, and lets them fill the places by their columns", async () => {
    const { app, page } = stage;
    await openGraph(app, page, guests);
    const ask = nodeCalled(page, "Ask");
    await drag(page, portOf(nodeCalled(page, "Guests"), "Output items"), portOf(ask, "Input name"));
    await ask.getByText("Each row goes into {{name}} whole").waitFor();
    await ask.getByRole("button", { name: "Wire to fields instead" }).click();
    await expectText(placeOf(ask, "name"), "from its column");
    await expectText(placeOf(ask, "land"), "no such column");
    await expectAccessible(page);
    await ask.getByRole("button", { name: /^town: put/ }).click();
    await expectText(placeOf(ask, "town"), "from its column");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expectText(placeOf(ask, "name"), "from Guests");
  });
});

describe("a file", () => {
  it("shows columns and rows on its node, and the pages of a document in the panel", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        { id: "table", type: "fileInput", title: "Table", at: [60, 60], data: { as: "text" } },
        { id: "book", type: "fileInput", title: "Book", at: [60, 360], data: { as: "text" } },
      ],
    });
    const [table, book] = [nodeCalled(page, "Table"), nodeCalled(page, "Book")];
    const rows = csvFile("people.csv", ["name,town", "Ada,Graz", "Bob,Bern"]);
    await chooseFile(table.getByRole("button", { name: /^Choose a file/ }), rows);
    await expectText(table, "2 rows");
    await table.getByRole("columnheader", { name: "town" }).waitFor();
    await table.getByRole("cell", { name: "Bern" }).waitFor();

    const bytes = Buffer.from(pdf([["One"], ["Two"], ["Three"]])).toString("latin1");
    const pages = { name: "book.pdf", type: "application/pdf", text: bytes };
    await chooseFile(book.getByRole("button", { name: /^Choose a file/ }), pages);
    await expectText(book, "3 pages");
    const inspector = await openInspector(page, "Book");
    const reading = inspector.getByRole("region", { name: "What it says" });
    await expectText(reading, "1 of 3");
    await reading.getByRole("button", { name: "Next page" }).press("Enter");
    await expectText(reading, "2 of 3");
    await expectText(reading, "Two");
    await expectAccessible(page);
  });
});
