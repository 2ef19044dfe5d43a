import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { expectText, nodeCalled, openInspector, titleBar } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, readGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const rows: GraphSketch = {
  nodes: [
    {
      id: "rows",
      type: "list",
      title: "Rows",
      at: [40, 160],
      data: { split: "csv", text: "city,The river\nOslo,Akerselva" },
    },
    { id: "ask", type: "prompt", title: "Question", at: [380, 160], data: { text: "Write to {{reader}}." } },
    { id: "tone", type: "prompt", title: "Tone", at: [380, 480], data: { text: "Be {{mood}}." } },
  ],
  wires: ["rows.items > ask.data"],
};

const schema = {
  type: "object",
  properties: { name: { type: "string" } },
  required: ["name"],
  additionalProperties: false,
};

const answer: GraphSketch = {
  nodes: [
    {
      id: "answer",
      type: "llmGenerate",
      title: "Answer",
      at: [100, 160],
      data: { ...planModel, system: "Be brief.", jsonSchema: schema },
    },
  ],
};

function editorOf(page: Page, title: string): { dialog: Locator; field: Locator; list: Locator } {
  const dialog = page.getByRole("dialog", { name: title, exact: true });
  return {
    dialog,
    field: dialog.getByRole("textbox", { name: title, exact: true }),
    list: dialog.getByRole("listbox"),
  };
}

/** What the server has of a node, once all is saved. */
function saved(id: string, node: string, setting: string) {
  return eventually(async () => {
    const { nodes } = await readGraph(stage.app, id);
    return nodes.find((one) => one.id === node)?.data[setting];
  });
}

const pressed = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-id"));

describe("the large editor", () => {
  it("writes a prompt from the keyboard, with names for its places, and gives the focus back", async () => {
    const { page } = stage;
    const id = await openGraph(stage.app, page, rows);
    await titleBar(page, "Question").click();
    await page.keyboard.press("Control+e");
    const { dialog, field, list } = editorOf(page, "Question: Text");
    await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" About {{");
    await eventually(() => list.getByRole("option").allTextContents()).toEqual([
      "cityfield from Rows",
      "The riverfield from Rows",
      "readerin this text",
      "moodin Tone",
    ]);
    await page.keyboard.type("riv");
    await eventually(() => list.getByRole("option").count()).toBe(1);
    await page.keyboard.press("Enter");
    await expectText(field, "Write to {{reader}}. About {{The river}}");
    expect(await dialog.locator(".cm-place").allTextContents()).toEqual(["{{reader}}", "{{The river}}"]);
    await expectText(dialog, "6 words · 40 characters · about 10 tokens");
    await expectAccessible(page);

    // Escape closes what is open in the editor, then the editor.
    await page.keyboard.type(" {{");
    await list.waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+z");
    await expectText(field, /\{\{The river\}\}$/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await eventually(() => pressed(page)).toBe("ask");
    await saved(id, "ask", "text").toBe("Write to {{reader}}. About {{The river}}");
    await nodeCalled(page, "Question").getByRole("listitem").filter({ hasText: "The river" }).first().waitFor();
  });

  it("opens by the mouse, from node and panel, finds and replaces, and names what is wrong with a list of JSON", async () => {
    const { page } = stage;
    const id = await openGraph(stage.app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: "red, red and red" } },
        {
          id: "list",
          type: "list",
          title: "Rows",
          at: [60, 420],
          data: { split: "json", text: '[{"a": 1},\n{"a" 2}]' },
        },
      ],
    });
    await titleBar(page, "Question").hover();
    await nodeCalled(page, "Question").getByRole("button", { name: "Open Question in the large editor" }).click();
    const { dialog, field } = editorOf(page, "Question: Text");
    await dialog.getByRole("button", { name: "Find and replace" }).click();
    await dialog.getByRole("textbox", { name: "Find" }).fill("red");
    await dialog.getByRole("textbox", { name: "Replace" }).fill("blue");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "replace all" }).click();
    await expectText(field, "blue, blue and blue");
    await dialog.getByRole("textbox", { name: "Replace" }).press("Escape");
    await dialog.getByRole("textbox", { name: "Find" }).waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
    await saved(id, "ask", "text").toBe("blue, blue and blue");

    const inspector = await openInspector(page, "Rows");
    await inspector.getByRole("button", { name: "Open Items in the large editor" }).click();
    const list = editorOf(page, "Rows: Items");
    const fault = list.dialog.getByRole("button", { name: "Line 2, column 6: A colon is missing before this." });
    await fault.click();
    await page.keyboard.type(":");
    await fault.waitFor({ state: "hidden" });
    await saved(id, "list", "text").toBe('[{"a": 1},\n{"a" :2}]');
  });
});

describe("the builder of schemas", () => {
  it("builds a schema from fields beside its JSON, and both follow each other", async () => {
    const { page } = stage;
    const id = await openGraph(stage.app, page, answer);
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("button", { name: "Build from fields" }).click();
    const { dialog, field } = editorOf(page, "Answer: JSON schema");
    const nameOf = (place: number) => dialog.getByRole("textbox", { name: `Name of field ${place}` });
    await eventually(() => nameOf(1).evaluate((element) => element === document.activeElement)).toBe(true);

    await dialog.getByRole("button", { name: "Add a field to the answer" }).press("Enter");
    await page.keyboard.type("mood");
    await dialog.getByRole("combobox", { name: "Type of mood" }).click();
    await page.getByRole("option", { name: "One of" }).click();
    await dialog.getByRole("textbox", { name: "Values of mood, one to a line" }).fill("calm\nmerry");
    await expectText(field, '"merry"');
    await nameOf(2).press("Alt+ArrowUp");
    await eventually(() => nameOf(1).inputValue()).toBe("mood");
    await expectAccessible(page);
    const mood = { type: "string", enum: ["calm", "merry"] };
    const built = { ...schema, properties: { mood, name: { type: "string" } }, required: ["mood", "name"] };
    await saved(id, "answer", "jsonSchema").toEqual(built);

    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText('{"type": "object", "properties": {"age": {"type": "int"}}}');
    await dialog.getByRole("button", { name: /^Line 1, column 43: This schema is wrong at/ }).waitFor();
    await expectText(dialog, /This schema has type at \/properties\/age\/type, which is written in JSON only/);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText('{"type": "object", "properties": {"age": {"type": "integer"}}');
    await dialog.getByRole("button", { name: /^Line 1, column 62: The JSON ends too soon/ }).waitFor();
    await expectText(dialog, "The last valid schema stays in use.");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("}");
    await expectText(dialog, "The schema can be used.");
    await eventually(() => nameOf(1).inputValue()).toBe("age");
    await dialog.getByRole("checkbox", { name: "age is required" }).check();
    await expectText(field, /"required": \[\s*"age"/);

    await dialog.getByRole("radio", { name: "Instructions" }).click();
    await expectText(editorOf(page, "Answer: Instructions").field, "Be brief.");
    await page.keyboard.press("Escape");
    const age = { type: "object", properties: { age: { type: "integer" } }, required: ["age"] };
    await saved(id, "answer", "jsonSchema").toEqual(age);
  });

  it("shows fields or JSON where there is no room for both, in the light theme too", async () => {
    const page = await stage.openWindow({ colorScheme: "light", width: 820, height: 900 });
    await openGraph(stage.app, page, answer);
    // The keys open what is being written.
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("textbox", { name: "JSON schema" }).press("Control+e");
    const { dialog: shown, field } = editorOf(page, "Answer: JSON schema");
    await shown.getByRole("textbox", { name: "Name of field 1" }).waitFor();
    expect(await field.isVisible()).toBe(false);
    await expectAccessible(page);
    await shown.getByRole("radio", { name: "JSON", exact: true }).click();
    await field.waitFor();
    await expectAccessible(page);
  });
});
