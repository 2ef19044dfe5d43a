import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Workflow, workflowSchema } from "@/types/workflow";
import { checkDocument, documentFaults, MAX_PLACE } from "./documentFaults";
import { mendDocument } from "./mendDocument";

const place = { x: 10, y: 20 };

function document(change: Partial<Workflow>, places: Workflow["layout"]["nodes"] = {}): Workflow {
  return {
    format: "patchbay/workflow",
    version: 1,
    id: "wf_1",
    name: "Merged",
    revision: 4,
    nodes: [],
    edges: [],
    layout: { nodes: places, groups: [] },
    ...change,
  };
}

const note = (id: string, text = "") => ({ id, type: "note", data: { text } });
const wire = (id: string, from: string, to: string) => ({
  id,
  source: { node: from, port: "text" },
  target: { node: to, port: "value" },
});

describe("a document that cannot be drawn", () => {
  it.each<[string, Workflow, string, RegExp]>([
    ["a second node of one id", document({ nodes: [note("a"), note("a")] }), "nodes.1.id", /Two nodes have the id a\./],
    ["an id that every object has", document({ nodes: [note("valueOf")] }), "nodes.0.id", /the id valueOf/],
    [
      "a second wire of one id",
      document({ nodes: [note("a"), note("b")], edges: [wire("e", "a", "b"), wire("e", "b", "a")] }),
      "edges.1.id",
      /Two wires have the id e\./,
    ],
    [
      "a wire from nowhere",
      document({ nodes: [note("a")], edges: [wire("e", "gone", "a")] }),
      "edges.0.source.node",
      /The wire e leads to a node that does not exist: gone\./,
    ],
    [
      "a wire to nowhere",
      document({ nodes: [note("a")], edges: [wire("e", "a", "gone")] }),
      "edges.0.target.node",
      /does not exist: gone\./,
    ],
    [
      "a place beyond the canvas",
      document({ nodes: [note("a")] }, { a: { x: 0, y: -2 * MAX_PLACE } }),
      "layout.nodes.a",
      /node a is beyond/,
    ],
    [
      "a wire that leads beyond the canvas",
      document({
        nodes: [note("a")],
        layout: { nodes: { a: place }, groups: [], edges: { e: { points: [{ x: 0, y: 2 * MAX_PLACE }] } } },
      }),
      "layout.edges.e",
      /wire e is beyond/,
    ],
    [
      "a size beyond the canvas",
      document({ nodes: [note("a")] }, { a: { ...place, width: 1e9 } }),
      "layout.nodes.a",
      /node a is beyond/,
    ],
    [
      "a view of nothing",
      document({ layout: { nodes: {}, groups: [], viewport: { x: 0, y: 0, zoom: 1e-9 } } }),
      "layout.viewport",
      /in sight/,
    ],
  ])("is refused for %s, with the place", (_, workflow, path, message) => {
    expect(documentFaults(workflow).map((fault) => fault.path)).toEqual([path]);
    expect(() => checkDocument(workflow)).toThrow(message);
    expect(() => checkDocument(workflow)).toThrow(`It is at ${path}.`);
  });

  it("is let through when nothing is wrong, unknown kinds, left-over ports and circles too", () => {
    const nodes = [{ id: "a", type: "from-tomorrow", data: {} }, note("b")];
    const workflow = document({ nodes, edges: [wire("e", "a", "b"), wire("f", "b", "a")] }, { a: place, b: place });
    expect(() => checkDocument(workflow)).not.toThrow();
    expect(mendDocument(workflow).workflow).toBe(workflow);
  });
});

describe("mending", () => {
  it("gives a second node an id and a place of its own, and leaves the wires with the first", () => {
    const workflow = document(
      { nodes: [note("a", "first"), note("a", "second"), note("a-2"), note("b")], edges: [wire("e", "a", "b")] },
      { a: place, "a-2": { x: 400, y: 20 }, b: { x: 800, y: 20, height: 100 } },
    );
    const mended = mendDocument(workflow);
    expect(mended.workflow.nodes.map(({ id, data }) => [id, data.text])).toEqual([
      ["a", "first"],
      ["a-3", "second"],
      ["a-2", ""],
      ["b", ""],
    ]);
    expect(mended.workflow.edges).toEqual(workflow.edges);
    expect(mended.workflow.layout.nodes.a).toEqual(place);
    expect(mended.workflow.layout.nodes["a-3"]).toEqual({ x: 10, y: 340 });
    expect(mended.faults.map(({ path }) => path)).toEqual(["nodes.1.id"]);
  });

  it("takes wires and places along when a node must be called otherwise", () => {
    const workflow = document(
      { nodes: [note("constructor"), note("b")], edges: [wire("e", "constructor", "b")] },
      { constructor: place, b: place },
    );
    const { nodes, edges, layout } = mendDocument(workflow).workflow;
    expect(nodes[0]?.id).toBe("constructor-2");
    expect(edges[0]?.source.node).toBe("constructor-2");
    expect(layout.nodes["constructor-2"]).toEqual(place);
  });

  it("keeps a second wire of one id under another, and drops one to nowhere", () => {
    const edges = [wire("e", "a", "b"), wire("e", "b", "a"), wire("f", "a", "gone")];
    const mended = mendDocument(document({ nodes: [note("a"), note("b")], edges }));
    expect(mended.workflow.edges.map(({ id, source }) => [id, source.node])).toEqual([
      ["e", "a"],
      ["e-2", "b"],
    ]);
  });

  it("leads a wire straight whose points lie beyond the canvas, and leaves the others", () => {
    const wires = { e: { points: [{ x: 0, y: 2 * MAX_PLACE }] }, f: { points: [{ x: 5, y: 6 }] } };
    const nodes = [note("a"), note("b")];
    const layout = { nodes: { a: place, b: place }, groups: [], edges: wires };
    const edges = [wire("e", "a", "b"), wire("f", "b", "a")];
    expect(mendDocument(document({ nodes, edges, layout })).workflow.layout.edges).toEqual({ f: wires.f });
  });

  it("puts nodes without a place side by side, and says nothing of it", () => {
    const nodes = Array.from({ length: 7 }, (_, index) => note(`n${index}`));
    const { workflow, faults } = mendDocument(document({ nodes }));
    expect(faults).toEqual([]);
    const places = Object.values(workflow.layout.nodes);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
    expect(places[6]).toEqual({ x: 360, y: 260 });
  });

  it("makes a document that can be drawn of any, and loses no node", () => {
    const id = fc.constantFrom("a", "b", "c", "a-2", "toString", "__proto__");
    const length = fc.oneof(fc.constantFrom(0, 1, MAX_PLACE, -MAX_PLACE, 1e300, -1e300), fc.double({ noNaN: true }));
    const size = fc.option(fc.constantFrom(1, 300, 1e6, 1e300), { nil: undefined });
    const end = fc.record({ node: id, port: fc.string({ minLength: 1, maxLength: 5 }) });
    const anyDocument = fc.record({
      nodes: fc.array(
        fc.record({ id, type: fc.constantFrom("prompt", "x"), data: fc.dictionary(fc.string(), fc.anything()) }),
      ),
      edges: fc.array(fc.record({ id, source: end, target: end })),
      places: fc.dictionary(id, fc.record({ x: length, y: length, width: size, height: size })),
      viewport: fc.option(fc.record({ x: length, y: length, zoom: fc.double({ min: 1e-300, noNaN: true }) }), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(anyDocument, ({ nodes, edges, places, viewport }) => {
        const odd = document({ nodes, edges, layout: { nodes: places, groups: [], viewport } });
        const { workflow } = mendDocument(odd);
        expect(documentFaults(workflow)).toEqual([]);
        expect(workflow.nodes.map(({ data }) => data)).toEqual(nodes.map(({ data }) => data));
        expect(Object.keys(workflow.layout.nodes).sort()).toEqual(workflow.nodes.map((node) => node.id).sort());
        expect(workflowSchema.safeParse(workflow).success).toBe(true);
        expect(mendDocument(workflow)).toEqual({ workflow, faults: [] });
      }),
    );
  });

  it("is quick for ten thousand nodes of one id", () => {
    const nodes = Array.from({ length: 10_000 }, () => note("a"));
    const { workflow } = mendDocument(document({ nodes }));
    expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(10_000);
    expect(workflow.nodes[9_999]?.id).toBe("a-10000");
  });
});
