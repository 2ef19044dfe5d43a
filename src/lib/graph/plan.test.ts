import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planGraph } from "./plan";
import { graphOf, portsOf } from "./testGraph";

const refusal = (nodes: string[], arrows: string[]) => {
  try {
    planGraph(graphOf(nodes, arrows), portsOf);
  } catch (error) {
    return error;
  }
};

describe("planGraph", () => {
  it("puts every node after all it depends on", () => {
    const { order } = planGraph(graphOf(["c:sink", "b:middle", "a:source"], ["a>b", "b>c"]), portsOf);
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("orders any graph without circles so that wires only point forward", () => {
    const arrows = fc.uniqueArray(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 80, selector: String });
    fc.assert(
      fc.property(arrows, (pairs) => {
        const nodes = Array.from({ length: 31 }, (_, index) => `n${index}:join`);
        const forward = pairs.filter(([a, b]) => a < b).map(([a, b]) => `n${a}>n${b}`);
        const { order } = planGraph(graphOf(nodes.reverse(), forward), portsOf);
        expect(order).toHaveLength(31);
        for (const arrow of forward) {
          const [from = "", to = ""] = arrow.split(">");
          expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
        }
      }),
    );
  });

  it("names the nodes of a circle in their order, without those that only lead into it", () => {
    const error = refusal(["s:source", "a:join", "b:middle", "c:middle"], ["s>a", "a>b", "b>c", "c>a"]);
    expect(error).toMatchObject({ code: "invalid_workflow", message: expect.stringContaining("circle") });
    const { nodes } = (error as { facts: { nodes: string[] } }).facts;
    expect([...nodes].sort()).toEqual(["a", "b", "c"]);
    expect(`${nodes.join("")}${nodes.join("")}`).toContain("abc");
  });

  it("leaves out of a circle what only hangs on it, and shows the way round", () => {
    expect(
      refusal(["d:middle", "e:middle", "a:join", "b:middle", "c:middle"], ["c>e", "e>d", "a>b", "b>c", "c>a"]),
    ).toMatchObject({
      message: "The wires go in a circle: a → b → c. Remove one of them.",
      facts: { nodes: ["a", "b", "c"] },
    });
  });

  it("calls a node by its title", () => {
    const { nodes, edges } = graphOf(["a:middle", "b:middle"], ["a>b", "b>a"]);
    const titled = { nodes: nodes.map((node) => ({ ...node, title: `Node ${node.id}` })), edges };
    expect(() => planGraph(titled, portsOf)).toThrow(/: Node (a → Node b|b → Node a)\./);
  });

  it("finds each port by its name among others", () => {
    const { nodes } = planGraph(graphOf(["a:source", "b:fork", "c:middle"], ["a>b", "b>c"]), portsOf);
    expect(nodes.get("b")?.inputs).toMatchObject([{ from: "a", input: { name: "in", type: "text" } }]);
    expect(nodes.get("c")?.inputs).toMatchObject([{ from: "b", output: { name: "out", type: "text" } }]);
  });

  it("asks for required wires only where a node runs", () => {
    const graph = graphOf(["a:needy", "b:source"], []);
    expect(() => planGraph(graph, portsOf, new Set(["b"]))).not.toThrow();
    expect(() => planGraph(graph, portsOf, new Set(["a"]))).toThrow(/needs a wire/);
  });

  it("names every node that lacks a wire, each with its own words", () => {
    expect(refusal(["a:needy", "b:needy", "c:needy", "d:needy"], [])).toMatchObject({
      message: "a needs a wire into Text. b needs a wire into Text. c needs a wire into Text. And 1 more.",
      facts: {
        nodes: ["a", "b", "c", "d"],
        faults: expect.arrayContaining([{ node: "d", message: "d needs a wire into Text." }]),
      },
    });
  });

  it("plans a chain of 10,000 nodes", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => `n${index}:middle`);
    const arrows = Array.from({ length: 9_999 }, (_, index) => `n${index}>n${index + 1}`);
    expect(planGraph(graphOf(nodes, arrows), portsOf).order.at(-1)).toBe("n9999");
  });

  it.each([
    [["a:source", "a:source"], [], "Two nodes have the id a.", { nodes: ["a"] }],
    [["a:source"], ["a>b"], "The wire a-b leads to a node that does not exist.", { edges: ["a-b"] }],
    [["b:middle"], ["a>b"], "The wire a-b leads to a node that does not exist.", { edges: ["a-b"] }],
    [["a:source", "b:source"], ["a>b"], "b has no port called in.", { edges: ["a-b"], nodes: ["b"] }],
    [["a:sink", "b:middle"], ["a>b"], "a has no port called out.", { edges: ["a-b"], nodes: ["a"] }],
    [["a:image", "b:middle"], ["a>b"], "a gives image, but b takes text.", { edges: ["a-b"], nodes: ["a", "b"] }],
    [
      ["a:source", "b:source", "c:middle"],
      ["a>c", "b>c"],
      "c takes only one wire into in.",
      { nodes: ["c"], edges: ["a-c", "b-c"] },
    ],
    [
      ["a:source", "b:source", "c:needy"],
      ["a>c", "b>c"],
      "c takes only one wire into Text.",
      { nodes: ["c"], edges: ["a-c", "b-c"] },
    ],
    [["a:needy"], [], "a needs a wire into Text.", { nodes: ["a"] }],
  ])("refuses %j with wires %j: %s", (nodes, arrows, message, facts) => {
    expect(refusal(nodes, arrows)).toMatchObject({ code: "invalid_workflow", message, facts });
  });
});
