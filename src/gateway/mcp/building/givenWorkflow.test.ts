import { describe, expect, it } from "vitest";
import { givenWorkflowSchema, toWorkflow } from "./givenWorkflow";

const given = (more: object = {}) =>
  givenWorkflowSchema.parse({
    name: "Two steps",
    nodes: [
      { id: "ask", type: "prompt", data: { text: "Hi" } },
      { id: "side", type: "prompt", data: { text: "Ho" } },
      { id: "write", type: "llmGenerate" },
      { id: "out", type: "output" },
    ],
    edges: [
      { source: "ask.text", target: "write.prompt" },
      { id: "wire-2", source: { node: "side", port: "text" }, target: "write.system" },
      { source: "write.text", target: "out.value" },
    ],
    ...more,
  });
const none = { nodeDefaults: {} };

describe("a workflow that a program wrote", () => {
  it("gets ids of wires, defaults of settings, and places from left to right", () => {
    const { format, nodes, edges, layout } = toWorkflow(given(), none);
    expect(format).toBe("patchbay/workflow");
    expect(edges.map(({ id }) => id)).toEqual(["wire-1", "wire-2", "wire-3"]);
    expect(edges[0]).toMatchObject({
      source: { node: "ask", port: "text" },
      target: { node: "write", port: "prompt" },
    });
    expect(nodes[3]?.data).toEqual({ format: "auto" });
    const { ask, side, write, out } = layout.nodes;
    expect(side?.y).toBeGreaterThan(ask?.y ?? 0);
    expect([ask?.x, side?.x]).toEqual([0, 0]);
    expect(out?.x).toBeGreaterThan(write?.x ?? 0);
  });

  it("keeps places that are given, and puts what is new below them", () => {
    const layout = { nodes: { ask: { x: 500, y: 700, width: 200, height: 100 } }, groups: [] };
    const placed = toWorkflow(given({ layout }), none).layout.nodes;
    expect(placed.ask).toEqual(layout.nodes.ask);
    expect(placed.write?.y).toBeGreaterThan(700);
  });

  it("has the model that new nodes of its person have, where it names none", () => {
    const nodeDefaults = { provider: "openai", model: "gpt-5.5" } as const;
    expect(toWorkflow(given(), { nodeDefaults }).nodes[2]?.data).toMatchObject(nodeDefaults);
    const judge = { id: "judge", type: "score", data: { method: "judge" } };
    const [judged] = toWorkflow(given({ nodes: [judge], edges: [] }), { nodeDefaults }).nodes;
    expect(judged?.data.judges).toEqual([nodeDefaults]);
    const named = { id: "write", type: "llmGenerate", data: { provider: "anthropic", model: "claude-sonnet-5-5" } };
    expect(toWorkflow(given({ nodes: [named], edges: [] }), { nodeDefaults }).nodes[0]?.data).toEqual(named.data);
  });

  it("keeps settings, and an id and revision of a saved one", () => {
    const workflow = toWorkflow(given({ id: "w1", revision: 3, settings: { offer: true } }), none);
    expect(workflow).toMatchObject({ id: "w1", revision: 3, settings: { offer: true } });
  });
});

it.each(["ask", ".text", "ask.", "a b.text"])("an end written as %s is no end", (source) => {
  expect(givenWorkflowSchema.safeParse({ name: "x", nodes: [], edges: [{ source, target: "a.b" }] }).success).toBe(
    false,
  );
});
