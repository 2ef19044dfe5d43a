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

  it("asks for required wires only where a node runs", () => {
    const graph = graphOf(["a:needy", "b:source"], []);
    expect(() => planGraph(graph, portsOf, new Set(["b"]))).not.toThrow();
    expect(() => planGraph(graph, portsOf, new Set(["a"]))).toThrow(/needs a wire/);
  });

  it("plans a chain of 10,000 nodes", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => `n${index}:middle`);
    const arrows = Array.from({ length: 9_999 }, (_, index) => `n${index}>n${index + 1}`);
    expect(planGraph(graphOf(nodes, arrows), portsOf).order.at(-1)).toBe("n9999");
  });

  it.each([
    ["two nodes of one id", ["a:source", "a:source"], [], { nodes: ["a"] }],
    ["a wire to nothing", ["a:source"], ["a>b"], { edges: ["a-b"] }],
    ["a wire to a port that is not there", ["a:source", "b:source"], ["a>b"], { edges: ["a-b"], nodes: ["b"] }],
    ["types that do not fit", ["a:image", "b:middle"], ["a>b"], { edges: ["a-b"], nodes: ["a", "b"] }],
    ["two wires into one input", ["a:source", "b:source", "c:middle"], ["a>c", "b>c"], { nodes: ["c"] }],
    ["a required input without a wire", ["a:needy"], [], { nodes: ["a"] }],
  ])("refuses %s and names it", (_, nodes, arrows, facts) => {
    expect(refusal(nodes, arrows)).toMatchObject({ code: "invalid_workflow", facts });
  });
});
