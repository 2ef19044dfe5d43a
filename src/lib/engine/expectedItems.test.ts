import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";
import { refuseTooManyItems } from "./expectedItems";
import { llm, node, wire } from "./testRun";

const list = (id: string, text: string, data: Record<string, unknown> = {}): WorkflowNode =>
  node(id, "list", { split: "lines", text, ...data });
const each = (id: string, data: Record<string, unknown> = {}) => node(id, "prompt", { text: "{{x}}{{y}}", ...data });

function refuses(nodes: WorkflowNode[], arrows: string[], maxItems: number, options: Given = {}): boolean {
  const plan = planGraph({ nodes, edges: arrows.map(wire) }, portsOf);
  try {
    refuseTooManyItems(plan, options.inputs ?? {}, maxItems, options.selected);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "too_large", message: /^[pm] makes/, facts: { nodes: [expect.any(String)] } });
    return true;
  }
}
interface Given {
  inputs?: Record<string, string>;
  selected?: ReadonlySet<string>;
}

describe("items that lists of the document make", () => {
  it.each<[string, WorkflowNode, number]>([
    ["lines", list("a", "1\n\n 2 \r\n3\r4"), 4],
    ["parts", list("a", "1;;2; ;3", { split: "delimiter", delimiter: ";" }), 3],
    ["rows", list("a", "h\n1\n2\n", { split: "csv" }), 2],
    ["rows after sep=", list("a", "sep=;\nh\n1\n", { split: "csv" }), 1],
  ])("are counted by %s", (_, source, count) => {
    expect(refuses([source, each("p")], ["a.items>p.x"], count)).toBe(false);
    expect(refuses([source, each("p")], ["a.items>p.x"], count - 1)).toBe(true);
  });

  it("are added up along the wires, and multiplied where every item meets every other", () => {
    const nodes = [list("a", "1\n2\n3"), list("b", "1\n2\n3\n4"), each("p", { cross: true }), llm("m")];
    const arrows = ["a.items>p.x", "b.items>p.y", "p.text>m.prompt"];
    expect(refuses(nodes, arrows, 24)).toBe(false);
    expect(refuses(nodes, arrows, 23)).toBe(true);
    expect(refuses(nodes, arrows, 12, { selected: new Set(["a", "b", "p"]) })).toBe(false);
  });

  it("are left to the run where each item gives several", () => {
    const pictures = (n: number) => [
      list("a", "1\n2\n3"),
      node("i", "imageGenerate", { provider: "openai", n }),
      node("p", "condition", { test: "contains", value: "x" }),
    ];
    const arrows = ["a.items>i.prompt", "i.image>p.value"];
    expect(refuses(pictures(1), arrows, 5)).toBe(true);
    expect(refuses(pictures(2), arrows, 5)).toBe(false);
  });

  it("are left to the run where a list is not known, or given with the run", () => {
    const given = list("a", "1\n2\n3", { input: "rows" });
    expect(refuses([given, each("p")], ["a.items>p.x"], 2, { inputs: { rows: "1" } })).toBe(false);
    expect(refuses([list("a", "[1,2,3]", { split: "json" }), each("p")], ["a.items>p.x"], 2)).toBe(false);
    expect(refuses([list("a", 'h\n"1\n2"\n3', { split: "csv" }), each("p")], ["a.items>p.x"], 1)).toBe(false);
    const sorted = [list("a", "1\n2\n3"), node("c", "condition", { test: "truthy" }), each("p")];
    expect(refuses(sorted, ["a.items>c.value", "c.yes>p.x"], 3)).toBe(false);
  });
});
