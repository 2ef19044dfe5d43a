import { describe, expect, it } from "vitest";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import type { Model } from "@/types/providers";
import { workflowNodeSchema } from "@/types/workflow";
import { chooseModel, templates } from "./templates";

const runsOn = { provider: "openai-auth", model: "gpt-test" } as const;

function model(id: string, change: Partial<Model> = {}): Model {
  const supports = {
    temperature: true,
    maxTokens: true,
    jsonSchema: true,
    webSearch: false,
    images: true,
    tools: true,
    files: true,
    reasoningSummary: true,
  };
  return { id, name: id, input: ["text", "image"], supports, ...change };
}

describe.each(templates)("the template $id", ({ build }) => {
  const { nodes, edges, layout } = build(runsOn);

  it("uses kinds of node that exist, with data they take, and places each node", () => {
    expect(nodes.length).toBeGreaterThan(1);
    for (const node of nodes) {
      workflowNodeSchema.parse(node);
      expect(kindOf(node.type)?.schema.safeParse(node.data).success, node.id).toBe(true);
      expect(layout[node.id]).toBeDefined();
    }
  });

  it("wires ports that exist, under ids of their own", () => {
    const portsById = new Map(nodes.map((node) => [node.id, portsOf(node)]));
    for (const { source, target } of edges) {
      expect(portsById.get(source.node)?.outputs.map((port) => port.name)).toContain(source.port);
      expect(portsById.get(target.node)?.inputs.map((port) => port.name)).toContain(target.port);
    }
    expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length);
  });

  it("leaves nothing open but a picture", () => {
    for (const node of nodes) {
      const wired = new Set(edges.filter((edge) => edge.target.node === node.id).map((edge) => edge.target.port));
      const problem = kindOf(node.type)?.problem?.(node.data, { wired, runInputs: {} });
      if (node.type !== "imageInput") expect(problem).toBeUndefined();
    }
  });
});

describe("the model of a template", () => {
  it("is the wished one if it suits, else the first that does", () => {
    const models = [model("hidden", { hiddenReason: "retired" }), model("blind", { input: ["text"] }), model("seeing")];
    const seesImages = (candidate: Model) => candidate.input.includes("image");
    expect(chooseModel(models, seesImages, "blind")?.id).toBe("seeing");
    expect(chooseModel(models, () => true, "blind")?.id).toBe("blind");
    expect(chooseModel(models, () => true, "hidden")?.id).toBe("blind");
    expect(chooseModel([], () => true)).toBeUndefined();
  });
});
