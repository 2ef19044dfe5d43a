import { describe, expect, it } from "vitest";
import { expectedItems } from "./expectedItems";
import { idleNode } from "./runReducer";
import { llm, prompt, wire } from "./testWorkflow";

const list = (id: string) => ({ id, type: "list", data: { text: "", split: "lines" } });
const gave = (items: string[]) => ({ ...idleNode, status: "done" as const, output: { items } });

describe("how many items a node runs for", () => {
  const nodes = [list("a"), list("b"), prompt("ask", "{{x}}{{y}}"), llm("write")];
  const edges = [
    wire("a.items", "ask.x"),
    { ...wire("b.items", "ask.y"), id: "b-ask" },
    wire("ask.text", "write.prompt"),
  ];

  it("is the length of the lists that have arrived", () => {
    expect(expectedItems({ nodes, edges }, "ask", { nodes: {} })).toBeUndefined();
    expect(expectedItems({ nodes, edges }, "ask", { nodes: { a: gave(["1", "2"]) } })).toBe(2);
    const asked = { ...idleNode, output: { text: ["p", "q"] }, itemCount: 2 };
    expect(expectedItems({ nodes, edges }, "write", { nodes: { ask: asked } })).toBe(2);
  });

  it("is their product when every item goes with every other", () => {
    const crossed = nodes.map((node) => (node.id === "ask" ? { ...node, data: { ...node.data, cross: true } } : node));
    const run = { nodes: { a: gave(["1", "2"]), b: gave(["x", "y", "z"]) } };
    expect(expectedItems({ nodes: crossed, edges }, "ask", run)).toBe(6);
  });

  it("is the number of variants of a comparison", () => {
    const variant = { provider: "openai", model: "m" };
    const compare = { id: "c", type: "compare", data: { variants: [variant, variant, variant] } };
    expect(expectedItems({ nodes: [compare], edges: [] }, "c", { nodes: {} })).toBe(3);
  });

  it("is unknown where no list arrives", () => {
    const text = { ...idleNode, output: { text: "one" } };
    expect(expectedItems({ nodes, edges }, "write", { nodes: { ask: text } })).toBeUndefined();
  });
});
