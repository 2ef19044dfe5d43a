import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { checkRunnable, checkSettings } from "./checkRunnable";
import { llm, node, wire } from "./testRun";

const check = (nodes: WorkflowNode[], arrows: string[] = [], inputs: Record<string, Value> = {}) =>
  checkRunnable(planGraph({ nodes, edges: arrows.map(wire) }, portsOf), inputs);

describe("checkSettings", () => {
  it("refuses kinds this version does not know and settings that do not fit their kind, and says which", () => {
    const nodes = [node("x", "teleport"), node("o", "output", { format: "loud" }), node("p", "prompt", { text: "x" })];
    expect(() => checkSettings(nodes)).toThrow(
      expect.objectContaining({
        code: "invalid_workflow",
        message: expect.stringMatching(/^x is of a kind.*teleport.*o has a setting that does not fit: format/),
        facts: expect.objectContaining({ nodes: ["x", "o"] }),
      }),
    );
    expect(() => checkSettings(nodes.slice(2))).not.toThrow();
  });
});

describe("checkRunnable", () => {
  it("tells all faults of all nodes at once", () => {
    const nodes = [node("i", "imageInput"), node("p", "prompt", { text: "Hi {{who}}" }), llm("m", { model: "" })];
    expect(() => check(nodes, ["p.text>m.prompt"])).toThrow(/has no image.*\{\{who\}\}.*has no model/s);
  });

  it("takes a placeholder as filled by a wire, by a row that is wired, or by an input of the run", () => {
    const hungry = node("p", "prompt", { text: "Hi {{who}}" });
    const source = node("s", "prompt", { text: "Ada" });
    expect(() => check([hungry])).toThrow(/\{\{who\}\}/);
    expect(() => check([source, hungry], ["s.text>p.who"])).not.toThrow();
    expect(() => check([source, hungry], ["s.text>p.data"])).not.toThrow();
    expect(() => check([hungry], [], { who: "Ada" })).not.toThrow();
  });

  it("takes {{data}} as filled by a row that is wired or by an input of the run only", () => {
    const hungry = node("p", "prompt", { text: "Row: {{data}}" });
    expect(() => check([hungry])).toThrow(/\{\{data\}\}/);
    expect(() => check([node("s", "prompt", { text: "{}" }), hungry], ["s.text>p.data"])).not.toThrow();
    expect(() => check([hungry], [], { data: "x" })).not.toThrow();
  });
});
