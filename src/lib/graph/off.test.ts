import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { leaveOutOff } from "./off";
import { planGraph } from "./plan";
import { edge, graphOf, portsOf } from "./testGraph";

/** Nodes as `"id:kind"`, `"id:kind:muted"` or `"id:kind:bypassed"`. */
function graphWith(nodes: string[], arrows: string[]): WorkflowGraph {
  const graph = graphOf(nodes, arrows);
  const offs = new Map(nodes.map((node) => node.split(":")).map(([id = "", , off]) => [id, off]));
  const switched = graph.nodes.map((node) => {
    const off = offs.get(node.id);
    return off === undefined ? node : { ...node, off: off as WorkflowNode["off"] };
  });
  return { ...graph, nodes: switched };
}

const seen = (graph: WorkflowGraph) => {
  const { graph: part, idle, stuck } = leaveOutOff(graph, portsOf);
  return {
    nodes: part.nodes.map(({ id }) => id).join(" "),
    wires: part.edges.map(({ source, target }) => `${source.node}>${target.node}`).join(" "),
    idle: Object.fromEntries(idle),
    stuck: stuck.map(({ node, target }) => `${node.id} ${target.node}`),
  };
};

describe("leaving out what is switched off", () => {
  it("gives back the very same graph when nothing is", () => {
    const graph = graphOf(["a:source", "b:sink"], ["a>b"]);
    expect(leaveOutOff(graph, portsOf).graph).toBe(graph);
  });

  it("leads wires around bypassed nodes, over several in a row, and keeps the order of the wires", () => {
    const nodes = ["a:source", "z:source", "b:middle:bypassed", "c:middle:bypassed", "j:join", "d:sink"];
    expect(seen(graphWith(nodes, ["c>j", "a>b", "b>c", "z>j", "b>d"]))).toEqual({
      ...{ nodes: "a z j d", wires: "a>j z>j a>d", idle: {}, stuck: [] },
    });
  });

  it("passes the first wired input of the type of the output, not a picture where a text is wanted", () => {
    const graph = graphWith(["i:image", "a:source", "f:fork:bypassed", "d:middle"], ["a>f", "f>d"]);
    const picture = { ...edge("i>f"), target: { node: "f", port: "picture" } };
    expect(seen({ ...graph, edges: [picture, ...graph.edges] }).wires).toBe("a>d");
    const alone = { ...graph, edges: [picture, edge("f>d")] };
    expect(seen(alone)).toMatchObject({ wires: "", stuck: ["f d"] });
  });

  it("passes all wires of an input that takes many to another such, and to no other", () => {
    const nodes = ["a:source", "b:source", "j:join:bypassed", "k:join", "m:middle"];
    expect(seen(graphWith(nodes, ["a>j", "b>j", "j>k"])).wires).toBe("a>k b>k");
    expect(seen(graphWith(nodes, ["a>j", "b>j", "j>m"])).stuck).toEqual(["j m"]);
    expect(seen(graphWith(nodes, ["a>j", "j>m"])).wires).toBe("a>m");
  });

  it("tells of a bypassed node into which nothing leads, unless what hangs on it is off too", () => {
    expect(seen(graphWith(["a:source:bypassed", "b:sink"], ["a>b"])).stuck).toEqual(["a b"]);
    expect(seen(graphWith(["a:source:bypassed", "b:sink:muted"], ["a>b"])).stuck).toEqual([]);
    expect(seen(graphWith(["a:source:bypassed", "b:middle:bypassed"], ["a>b"])).stuck).toEqual([]);
  });

  it("leaves out a muted node and what hangs on it, and says for which", () => {
    const nodes = ["a:source", "b:middle:muted", "c:middle", "d:sink", "e:sink"];
    expect(seen(graphWith(nodes, ["a>b", "b>c", "c>d", "a>e"]))).toEqual({
      ...{ nodes: "a e", wires: "a>e", idle: { b: "b", c: "b", d: "b" }, stuck: [] },
    });
  });

  it("lets an input that takes many live on the wires that remain", () => {
    const nodes = ["a:source", "b:source:muted", "j:join"];
    expect(seen(graphWith(nodes, ["a>j", "b>j"]))).toMatchObject({ wires: "a>j", idle: { b: "b" } });
    expect(seen(graphWith(["a:source:muted", "b:source:muted", "j:join"], ["a>j", "b>j"])).idle).toMatchObject({
      j: "b",
    });
  });

  it("mutes through a bypassed node", () => {
    const nodes = ["a:source:muted", "b:middle:bypassed", "c:sink"];
    expect(seen(graphWith(nodes, ["a>b", "b>c"]))).toMatchObject({ nodes: "", idle: { a: "a", c: "a" }, stuck: [] });
  });

  it("manages a chain of 20,000 bypassed nodes, and joins that double at each step", () => {
    const long = Array.from({ length: 20_000 }, (_, place) => `n${place}:middle:bypassed`);
    const arrows = long.slice(1).map((_, place) => `n${place}>n${place + 1}`);
    const chain = graphWith(["a:source", ...long, "z:sink"], ["a>n0", ...arrows, "n19999>z"]);
    expect(seen(chain).wires).toBe("a>z");
    const joins = Array.from({ length: 60 }, (_, place) => `j${place}:join:bypassed`);
    const doubled = joins.slice(2).flatMap((_, place) => [`j${place}>j${place + 2}`, `j${place + 1}>j${place + 2}`]);
    const web = graphWith(["a:source", ...joins, "k:join"], ["a>j0", "a>j1", ...doubled, "j59>k"]);
    expect(seen(web).wires).toBe("a>k");
  });
});

/** What a node gives by the rules alone, one node at a time: the names of the sources in it, or nothing. */
function givenBy({ nodes, edges }: WorkflowGraph, id: string): string | undefined {
  const node = nodes.find((each) => each.id === id);
  if (node === undefined || node.off === "muted") return undefined;
  if (node.type === "source") return node.off === "bypassed" ? undefined : id;
  const parts = edges
    .filter(({ target }) => target.node === id)
    .map(({ source }) => givenBy({ nodes, edges }, source.node));
  const came = parts.filter((part) => part !== undefined);
  if (parts.length > 0 && came.length === 0) return undefined;
  return node.off === "bypassed" ? came[0] : `${id}(${came.join("+")})`;
}

const offs = fc.constantFrom(undefined, undefined, "muted" as const, "bypassed" as const);
const chainGraphs = fc
  .array(fc.record({ off: offs, from: fc.nat() }), { minLength: 1, maxLength: 12 })
  .map((steps): WorkflowGraph => {
    const nodes: WorkflowNode[] = [
      { id: "s", type: "source", data: {} },
      ...steps.map(({ off }, place) => ({ id: `n${place}`, type: "middle", data: {}, ...(off && { off }) })),
    ];
    const edges = steps.map(({ from }, place) => edge(`${nodes[from % (place + 1)]?.id}>n${place}`));
    return { nodes, edges };
  });

describe("any tree of nodes, some of them off", () => {
  it("gives after leaving out what the rules say of each node", () => {
    fc.assert(
      fc.property(chainGraphs, (graph) => {
        const { graph: part, idle, stuck } = leaveOutOff(graph, portsOf);
        expect(stuck).toEqual([]);
        expect(() => planGraph(part, portsOf)).not.toThrow();
        for (const { id, off } of graph.nodes.filter((node) => node.off !== "bypassed")) {
          expect([id, off, givenBy(part, id)]).toEqual([id, off, givenBy(graph, id)]);
          expect(idle.has(id)).toBe(givenBy(graph, id) === undefined);
        }
      }),
    );
  });
});
