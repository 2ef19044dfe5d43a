import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConnection } from "@/lib/graph/connect";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { connect } from "./documentEdits";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { insertInWire, passageOf, pushOnwards, takeOut } from "./wireInsert";

const join = (id: string): WorkflowNode => ({ id, type: "join", data: {} });
const image = (id: string): WorkflowNode => ({ id, type: "imageInput", data: {} });
const output = (id: string): WorkflowNode => ({ id, type: "output", data: { name: "result" } });

const ends = ({ edges }: Workflow) =>
  edges.map(({ source, target }) => `${source.node} > ${target.node}.${target.port}`);

function wireOf(document: Workflow, id: string): WorkflowEdge {
  const edge = document.edges.find((candidate) => candidate.id === id);
  if (edge === undefined) throw new Error(`There is no wire ${id}.`);
  return edge;
}

describe("a node put into a wire", () => {
  const document = workflow([prompt("a"), llm("b"), llm("new")], [wire("a.text", "b.prompt")]);

  it("takes what came in and passes its own on", () => {
    const passage = passageOf(document, wireOf(document, "a-b"), llm("new"), portsOf);
    expect(passage).toEqual({ input: "prompt", output: "text" });
    expect(passage && ends(insertInWire(document, "a-b", "new", passage))).toEqual([
      "a > new.prompt",
      "new > b.prompt",
    ]);
  });

  it("keeps the order of a port that takes many wires", () => {
    const joined = workflow(
      [prompt("a"), prompt("b"), join("j"), llm("new")],
      [wire("a.text", "j.items"), wire("b.text", "j.items")],
    );
    const passage = passageOf(joined, wireOf(joined, "a-j"), llm("new"), portsOf);
    expect(passage).toBeDefined();
    const { edges } = insertInWire(joined, "a-j", "new", passage ?? { input: "", output: "" });
    expect(edges.filter(({ target }) => target.node === "j").map(({ source }) => source.node)).toEqual(["new", "b"]);
  });

  it("loses the points of the wire it stands in", () => {
    const pointed = { ...document, layout: { ...document.layout, edges: { "a-b": { points: [{ x: 1, y: 2 }] } } } };
    expect(insertInWire(pointed, "a-b", "new", { input: "prompt", output: "text" }).layout.edges).toEqual({});
  });

  it.each<[string, Workflow, string]>([
    ["is an end of the wire", workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]), "b"],
    ["has no port that fits", workflow([prompt("a"), llm("b"), image("new")], [wire("a.text", "b.prompt")]), "new"],
    [
      "has a wire in the input that fits",
      workflow(
        [prompt("a"), prompt("x", "{{topic}}"), prompt("new", "{{topic}}"), llm("b")],
        [wire("a.text", "b.prompt"), wire("x.text", "new.topic")],
      ),
      "new",
    ],
    [
      "would wait for itself",
      workflow(
        [prompt("new", "{{free}}"), prompt("a", "{{x}}"), llm("b")],
        [wire("a.text", "b.prompt"), wire("new.text", "a.x")],
      ),
      "new",
    ],
  ])("is refused where it %s", (_, graph, id) => {
    const node = graph.nodes.find((candidate) => candidate.id === id);
    expect(node && passageOf(graph, wireOf(graph, "a-b"), node, portsOf)).toBeUndefined();
  });
});

describe("room before a node", () => {
  it("is made by moving it and all that follows it, and nothing else", () => {
    const graph = workflow(
      [prompt("a"), llm("b"), llm("c"), llm("other")],
      [wire("a.text", "b.prompt"), wire("b.text", "c.prompt"), wire("a.text", "other.prompt")],
    );
    const { nodes } = pushOnwards(graph, "b", 100.4).layout;
    expect(Object.entries(nodes).map(([id, { x }]) => [id, x])).toEqual([
      ["a", 0],
      ["b", 400],
      ["c", 700],
      ["other", 900],
    ]);
    expect(pushOnwards(graph, "b", -5)).toBe(graph);
  });
});

describe("a node taken out of its wires", () => {
  it("leaves its neighbours joined, by the same wire", () => {
    const chain = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")]);
    const pointed = { ...chain, layout: { ...chain.layout, edges: { "b-c": { points: [{ x: 1, y: 2 }] } } } };
    const taken = takeOut(pointed, ["b"], portsOf);
    expect(ends(taken.workflow)).toEqual(["a > c.prompt"]);
    expect(taken.workflow.edges[0]?.id).toBe("b-c");
    expect(taken.workflow.layout.edges).toEqual({ "b-c": { points: [{ x: 1, y: 2 }] } });
    expect(taken.lost).toBe(0);
    expect(taken.workflow.nodes).toHaveLength(3);
  });

  it("gives each neighbour what fits it, the first input first", () => {
    const graph = workflow(
      [prompt("s"), prompt("a"), llm("b"), output("o")],
      [wire("s.text", "b.system"), wire("a.text", "b.prompt"), wire("b.text", "o.value")],
    );
    const [first] = portsOf(llm("b")).inputs;
    const expected = first?.name === "prompt" ? "a > o.value" : "s > o.value";
    expect(ends(takeOut(graph, ["b"], portsOf).workflow)).toEqual([expected]);
  });

  it("tells of a wire for which nothing fits", () => {
    const graph = workflow([image("i"), llm("b"), llm("c")], [wire("i.image", "b.images"), wire("b.text", "c.prompt")]);
    expect(takeOut(graph, ["b"], portsOf)).toMatchObject({ lost: 1, workflow: { edges: [] } });
  });

  it("loses nothing at the beginning and at the end of a flow, nor where both are joined already", () => {
    const ended = workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]);
    expect(takeOut(ended, ["a"], portsOf)).toMatchObject({ lost: 0, workflow: { edges: [] } });
    expect(takeOut(ended, ["b"], portsOf)).toMatchObject({ lost: 0, workflow: { edges: [] } });
    const around = workflow(
      [prompt("a"), llm("b"), join("j")],
      [wire("a.text", "b.prompt"), wire("b.text", "j.items"), wire("a.text", "j.items")],
    );
    const taken = takeOut(around, ["b"], portsOf);
    expect(ends(taken.workflow)).toEqual(["a > j.items"]);
    expect(taken.lost).toBe(0);
  });

  it("is the very same document when it has no wires", () => {
    const graph = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt")]);
    expect(takeOut(graph, ["c"], portsOf).workflow).toBe(graph);
  });
});

const kinds = [
  (id: string) => prompt(id, "{{one}} {{two}}"),
  (id: string) => llm(id),
  (id: string) => join(id),
  (id: string) => image(id),
];

/** Any graph that can be drawn: nodes of several kinds, and of many tries those wires that were allowed. */
const anyGraph = fc
  .record({
    nodes: fc.array(fc.nat(kinds.length - 1), { minLength: 2, maxLength: 8 }),
    tries: fc.array(fc.tuple(fc.nat(7), fc.nat(3), fc.nat(7), fc.nat(5)), { maxLength: 40 }),
  })
  .map(({ nodes, tries }) => {
    const drawn = nodes.map((kind, index) => kinds[kind]?.(`n${index}`) ?? prompt(`n${index}`));
    return tries.reduce((graph, [from, output, to, input]) => {
      const [source, target] = [drawn[from], drawn[to]];
      const out = source && portsOf(source).outputs[output];
      const into = target && portsOf(target).inputs[input];
      if (source === undefined || target === undefined || out === undefined || into === undefined) return graph;
      const ports = [
        { node: source.id, port: out.name },
        { node: target.id, port: into.name },
      ] as const;
      return connect(graph, ...ports, portsOf).workflow;
    }, workflow(drawn));
  });

/** Every wire could be drawn if it were not there. */
function isDrawable(graph: Workflow): boolean {
  return graph.edges.every(({ id, source, target }) => {
    const edges = graph.edges.filter((edge) => edge.id !== id);
    return checkConnection({ nodes: graph.nodes, edges }, portsOf, source, target).ok;
  });
}

describe("any graph", () => {
  it("stays one that can be drawn when nodes are taken out, and keeps the wires that do not touch them", () => {
    fc.assert(
      fc.property(anyGraph, fc.array(fc.nat(7), { maxLength: 4 }), (graph, picks) => {
        const ids = new Set(picks.map((pick) => `n${pick}`));
        const { workflow: taken } = takeOut(graph, ids, portsOf);
        expect(isDrawable(taken)).toBe(true);
        expect(taken.edges.filter(({ source, target }) => ids.has(source.node) || ids.has(target.node))).toEqual([]);
        const untouched = graph.edges.filter(({ source, target }) => !ids.has(source.node) && !ids.has(target.node));
        expect(taken.edges).toEqual(expect.arrayContaining(untouched));
      }),
      { numRuns: 60 },
    );
  });

  it("is as before when a node is put into a wire and taken out again", () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(40), (graph, pick) => {
        const edge = graph.edges[pick % Math.max(1, graph.edges.length)];
        const node = llm("new");
        const wider = { ...graph, nodes: [...graph.nodes, node] };
        const passage = edge && passageOf(wider, edge, node, portsOf);
        fc.pre(edge !== undefined && passage !== undefined);
        if (edge === undefined || passage === undefined) return;
        const inserted = insertInWire(wider, edge.id, node.id, passage);
        expect(isDrawable(inserted)).toBe(true);
        expect(ends(takeOut(inserted, [node.id], portsOf).workflow)).toEqual(ends(graph));
      }),
      { numRuns: 60 },
    );
  });
});
