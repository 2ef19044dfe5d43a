import { describe, expect, it } from "vitest";
import { followLists } from "./lists";
import { planGraph } from "./plan";
import type { PortsOf } from "./ports";
import { graphOf, portsOf } from "./testGraph";

const withLists: PortsOf = (node) => {
  if (node.type === "list") {
    return {
      inputs: [{ name: "in", type: "text" }],
      outputs: [
        { name: "out", type: "text", list: true },
        { name: "count", type: "json" },
      ],
    };
  }
  return portsOf(node);
};
const follow = (nodes: string[], arrows: string[]) => {
  const { mapped, nested } = followLists(planGraph(graphOf(nodes, arrows), withLists));
  return { mapped: [...mapped], nested };
};

describe("followLists", () => {
  it("follows a list through nodes for one value up to a join", () => {
    const nodes = ["l:list", "a:middle", "b:middle", "j:join", "c:middle"];
    expect(follow(nodes, ["l>a", "a>b", "b>j", "j>c"])).toEqual({ mapped: ["a", "b"], nested: [] });
  });

  it("finds nodes that would give a list for each item", () => {
    expect(follow(["s:source", "l:list", "k:list"], ["s>l", "l>k"])).toEqual({ mapped: ["k"], nested: ["k"] });
  });
});
