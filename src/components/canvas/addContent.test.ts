import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { addFiles, addText } from "./addContent";
import { pasteData } from "./clipboardActions";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const picture = (name: string) => new File([png], name, { type: "image/png" });
const asset = "a".repeat(64);

let seen: SeenRequest[];
beforeEach(() => {
  seen = serve({ "POST /api/assets": { asset, mime: "image/png", bytes: 8 } });
  workflowStore.getState().load(workflow([prompt("there")]));
});
afterEach(stopServing);

const added = () => workflowStore.getState().workflow?.nodes.slice(1) ?? [];
const at = { x: 130, y: 60 };

it("makes words a prompt and a table a list, each one step of undo, beside what is there", () => {
  addText("Write a haiku,\nplease.", at);
  addText("city\tsize\nOslo\t1\n", at);
  expect(added().map(({ type, data }) => [type, data.text])).toEqual([
    ["prompt", "Write a haiku,\nplease."],
    ["list", "city\tsize\nOslo\t1\n"],
  ]);
  expect(added()[1]?.data.split).toBe("csv");
  const { layout, nodes } = workflowStore.getState().workflow ?? workflow([]);
  expect(new Set(nodes.map(({ id }) => layout.nodes[id]?.x)).size).toBe(3);
  workflowStore.getState().undo();
  expect(added()).toHaveLength(1);
});

it("makes a file of what is too long for the document", async () => {
  addText("x".repeat(100_001), at);
  await vi.waitFor(() => expect(added()).toMatchObject([{ type: "fileInput", data: { as: "text" } }]));
  expect(seen).toMatchObject([{ method: "POST", path: "/api/assets" }]);
});

it("spreads several files out as one step, and selects them", async () => {
  await addFiles([picture("a.png"), picture("b.png"), new File(["# Notes"], "notes.md")], at);
  expect(added().map(({ type, data }) => [type, data.fileName])).toEqual([
    ["imageInput", "a.png"],
    ["imageInput", "b.png"],
    ["fileInput", "notes.md"],
  ]);
  const { layout } = workflowStore.getState().workflow ?? workflow([]);
  const places = added().map(({ id }) => `${layout.nodes[id]?.x} ${layout.nodes[id]?.y}`);
  expect(new Set(places).size).toBe(3);
  expect(workflowStore.getState().selection.nodes).toEqual(added().map(({ id }) => id));
  workflowStore.getState().undo();
  expect(added()).toEqual([]);
});

it("takes the text where a picture only shows it, and the picture where the text is its name", async () => {
  const pasted = (text: string) =>
    pasteData({ files: [picture("image.png")], getData: () => text } as unknown as DataTransfer, at);
  pasted("a\tb\n1\t2");
  expect(added().map(({ type }) => type)).toEqual(["list"]);
  pasted("image.png");
  await vi.waitFor(() => expect(added().map(({ type }) => type)).toEqual(["list", "imageInput"]));
  expect(pasteData({ files: [], getData: () => " " } as unknown as DataTransfer, at)).toBe(false);
});
