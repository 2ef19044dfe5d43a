import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { AppError } from "@/types/errors";
import { givenWorkflowSchema } from "./givenWorkflow";
import { markLongSettings, withKeptSettings } from "./keptSettings";

const long = "x".repeat(20_001);
const saved = workflowOf(
  [node("picture", "imageInput", { dataUrl: long, fileName: "a.png" }), node("p", "prompt", { text: "Hi" })],
  [],
);
const store = {
  read: async (id: string) => (id === saved.id ? saved : Promise.reject(new AppError("not_found", "There is none."))),
};
const marked = markLongSettings(saved.nodes);

it("has a mark in the place of what is too long to read", () => {
  expect(marked.map(({ data }) => data)).toEqual([
    { dataUrl: "[kept as it is: 20001 characters]", fileName: "a.png" },
    { text: "Hi" },
  ]);
});

it("puts back what stood there when the document comes back, and changes nothing else", async () => {
  const given = givenWorkflowSchema.parse({ id: saved.id, name: "New", nodes: marked, edges: [] });
  const { nodes, name } = await withKeptSettings(given, store);
  expect(name).toBe("New");
  expect(nodes.map(({ data }) => data)).toEqual(saved.nodes.map(({ data }) => data));
});

it("leaves a mark where nothing long stood, and of a document that is gone", async () => {
  const other = givenWorkflowSchema.parse({ id: "gone", name: "x", nodes: marked, edges: [] });
  expect(await withKeptSettings(other, store)).toEqual(other);
  const moved = {
    ...other,
    id: saved.id,
    nodes: [{ id: "p", type: "prompt", data: { text: "[kept as it is: 9 characters]" } }],
  };
  expect(await withKeptSettings(moved, store)).toEqual(moved);
});
