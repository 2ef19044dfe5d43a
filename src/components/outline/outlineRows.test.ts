import { expect, it } from "vitest";
import { moveNodes, removeParts, updateNodeData } from "@/store/documentEdits";
import { changeGroup, groupNodes } from "@/store/groups";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { keptOutlineRows, type OutlineRow, outlineRows } from "./outlineRows";

const document = workflow(
  [llm("c"), prompt("a"), llm("b"), prompt("n")],
  [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")],
);
const shown = (rows: readonly OutlineRow[]) => rows.map(({ id, isInside }) => (isInside ? `-${id}` : id));

it("follows the flow, not the places of nodes", () => {
  expect(shown(outlineRows(document))).toEqual(["a", "b", "c", "n"]);
});

it("lets what stands farther left begin where the flow leaves it open", () => {
  const nodes = { ...document.layout.nodes, n: { x: -200, y: 0 } };
  expect(shown(outlineRows({ ...document, layout: { ...document.layout, nodes } }))).toEqual(["n", "a", "b", "c"]);
});

it("keeps the nodes of a group together under its name, in their order", () => {
  const grouped = groupNodes(document, ["c", "a"], "g");
  expect(shown(outlineRows(grouped))).toEqual(["g", "-a", "-c", "b", "n"]);
  expect(shown(outlineRows(changeGroup(grouped, "g", { collapsed: true })))).toEqual(["g", "b", "n"]);
});

it("stays the very same while somebody types or looks around, and follows what moves, comes and goes", () => {
  const rows = keptOutlineRows(document);
  const typed = updateNodeData(document, "a", { text: "Hello" }, () => ({ inputs: [], outputs: [] }));
  expect(keptOutlineRows(typed)).toBe(rows);
  const viewport = { x: 1, y: 2, zoom: 3 };
  expect(keptOutlineRows({ ...typed, layout: { ...typed.layout, viewport } })).toBe(rows);
  expect(shown(keptOutlineRows(moveNodes(typed, { n: { x: -200, y: 0 } })))).toEqual(["n", "a", "b", "c"]);
  expect(shown(keptOutlineRows(removeParts(typed, ["b"])))).toEqual(["c", "a", "n"]);
  expect(shown(keptOutlineRows(groupNodes(typed, ["c", "a"], "g")))).toEqual(["g", "-a", "-c", "b", "n"]);
});
