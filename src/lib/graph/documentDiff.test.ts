import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { diffDocuments, isDifferent } from "./documentDiff";

const base: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 1 },
  nodes: [
    { id: "p", type: "prompt", data: { text: "Write.", input: undefined } },
    { id: "m", type: "llmGenerate", title: "Writer", data: { model: "x", tools: { a: 1, b: [2] } } },
  ],
  edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: "prompt" } }],
  layout: { nodes: { p: { x: 0, y: 0, width: 10 }, m: { x: 300, y: 0 } }, groups: [] },
};
const [p, m] = base.nodes as [Workflow["nodes"][0], Workflow["nodes"][0]];

describe("what is different between two documents", () => {
  it("is nothing for the same words in another order, another revision, view, wire id and measured size", () => {
    const same: Workflow = {
      ...base,
      revision: 9,
      nodes: [
        { ...p, data: { text: "Write." } },
        { ...m, data: { tools: { b: [2], a: 1 }, model: "x" } },
      ],
      edges: base.edges.map((edge) => ({ ...edge, id: "other" })),
      layout: {
        ...base.layout,
        nodes: { ...base.layout.nodes, p: { x: 0, y: 0, width: 99 } },
        viewport: { x: 1, y: 1, zoom: 1 },
      },
    };
    expect(isDifferent(diffDocuments(base, same))).toBe(false);
  });

  it("is each node that came, went or says something else, with its fields", () => {
    const added = { id: "n", type: "note", data: {} };
    const changed = { ...m, title: undefined, off: "muted" as const, data: { model: "y", tools: m.data.tools } };
    const { nodes } = diffDocuments(base, { ...base, nodes: [changed, added] });
    expect(nodes).toEqual([
      {
        kind: "changed",
        node: changed,
        fields: [
          { field: "title", before: "Writer", after: undefined },
          { field: "model", before: "x", after: "y" },
          { field: "off", before: undefined, after: "muted" },
        ],
      },
      { kind: "added", node: added },
      { kind: "removed", node: p },
    ]);
  });

  it("is wires by their ends, the name, places, sizes given by hand, and how all is arranged", () => {
    const layout = { ...base.layout, nodes: { p: { x: 0, y: 5 }, m: { x: 300, y: 0, width: 9, sized: true } } };
    const diff = diffDocuments(base, { ...base, name: "B", edges: [], layout: { ...layout, groups: [{ id: "g" }] } });
    expect(diff).toEqual({
      name: { field: "name", before: "A", after: "B" },
      settings: [],
      nodes: [],
      wires: { added: [], removed: base.edges },
      moved: 2,
      isArrangedAnew: true,
    });
    expect(isDifferent(diffDocuments(base, { ...base, edges: [] }))).toBe(true);
    expect(isDifferent(diffDocuments(base, { ...base, name: "B" }))).toBe(true);
  });

  it("is what it is offered as, with each of its inputs", () => {
    const before = { ...base, settings: { offer: true, inputs: { a: { title: "A" }, b: { title: "B" } } } };
    const after = { ...base, settings: { offer: true, inputs: { a: { title: "A" }, b: { title: "C" } } } };
    const diff = diffDocuments(before, after);
    expect(diff.settings).toEqual([{ field: "b", before: { title: "B" }, after: { title: "C" } }]);
    expect(isDifferent(diff)).toBe(true);
    expect(isDifferent(diffDocuments(base, { ...base, settings: {} }))).toBe(false);
  });
});
