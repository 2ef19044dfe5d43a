import { describe, expect, it } from "vitest";
import { lookOf } from "@/components/kinds/nodeViews";
import { templates as words } from "@/components/messages/templates";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import type { Model } from "@/types/providers";
import { workflowNodeSchema } from "@/types/workflow";
import { chooseModel } from "./chooseModel";
import { templates } from "./templates";

const payers = {
  runsOn: { provider: "openai-auth", model: "gpt-test" },
  other: "gpt-other",
  pictures: "openai-auth",
} as const;

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

it("are twelve at least, each with words for its card and a line on what to change", () => {
  expect(templates.length).toBeGreaterThanOrEqual(12);
  const { list } = words;
  expect(new Set(templates.map(({ id }) => list[id].title)).size).toBe(templates.length);
  for (const { id, build } of templates) {
    const titles = build(payers).nodes.map((node) => node.title ?? "");
    // The line names nodes as they are called on the canvas.
    for (const [, named = ""] of list[id].change.matchAll(/“([^”]+)”/g)) {
      expect(
        titles.some((title) => title.startsWith(named)),
        `${id}: ${named}`,
      ).toBe(true);
    }
  }
});

describe.each(templates)("the template $id", ({ build }) => {
  const { nodes, edges, layout, samples = {} } = build(payers);

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

  it("leaves nothing open but what its sample files fill", async () => {
    for (const node of nodes) {
      const wired = new Set(edges.filter((edge) => edge.target.node === node.id).map((edge) => edge.target.port));
      const problem = await kindOf(node.type)?.problem?.(node.data, { wired, runInputs: {} });
      expect(problem === undefined, node.id).toBe(samples[node.id] === undefined);
    }
  });

  it("lays no node on another", () => {
    const boxes = nodes.map(({ id, type }) => ({ id, ...lookOf(type).layout, x: 0, y: 0, ...layout[id] }));
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(isApart, `${a.id} and ${b.id}`).toBe(true);
      }
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
