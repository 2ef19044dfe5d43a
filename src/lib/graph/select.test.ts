import { describe, expect, it } from "vitest";
import { selectNodes } from "./select";
import { graphOf } from "./testGraph";

const graph = graphOf(
  ["a:source", "b:middle", "c:middle", "d:sink", "x:source", "y:sink"],
  ["a>b", "b>c", "c>d", "x>y"],
);
const select = (mode: "only" | "to" | "from", ...nodes: string[]) => [...selectNodes(graph, { mode, nodes })].sort();

describe("selectNodes", () => {
  it("takes the named nodes alone, with all before them, or with all after them", () => {
    expect(select("only", "b", "y")).toEqual(["b", "y"]);
    expect(select("to", "c")).toEqual(["a", "b", "c"]);
    expect(select("from", "b")).toEqual(["b", "c", "d"]);
    expect(select("to", "b", "y")).toEqual(["a", "b", "x", "y"]);
  });

  it("takes every branch", () => {
    const tree = graphOf(["a:source", "b:middle", "c:middle", "d:join"], ["a>b", "a>c", "b>d", "c>d"]);
    expect([...selectNodes(tree, { mode: "from", nodes: ["a"] })].sort()).toEqual(["a", "b", "c", "d"]);
    expect([...selectNodes(tree, { mode: "to", nodes: ["d"] })].sort()).toEqual(["a", "b", "c", "d"]);
  });

  it("names nodes that do not exist", () => {
    expect(() => select("only", "nobody", "a", "none")).toThrow(
      expect.objectContaining({ message: "There is no node nobody, none.", facts: { nodes: ["nobody", "none"] } }),
    );
  });

  it("walks a chain of 10,000 nodes", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const chain = graphOf(
      ids.map((id) => `${id}:middle`),
      ids.slice(1).map((id, index) => `n${index}>${id}`),
    );
    expect(selectNodes(chain, { mode: "from", nodes: ["n0"] }).size).toBe(10_000);
  });
});
