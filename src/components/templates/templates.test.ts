import { describe, expect, it } from "vitest";
import { lookOf } from "@/components/kinds/nodeViews";
import { type Language, languages } from "@/components/language/languages";
import { speak } from "@/components/language/translate";
import { type TemplateWords, templates as words } from "@/components/messages/templates";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import type { Model } from "@/types/providers";
import { workflowNodeSchema } from "@/types/workflow";
import { chooseModel } from "./chooseModel";
import type { TemplateParts } from "./templateParts";
import { type TemplateId, templates } from "./templates";

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

/** Every template in every language. The words of a language take the places of those before it. */
const inAllLanguages: { language: Language; id: TemplateId; words: TemplateWords; parts: TemplateParts }[] = [];
for (const language of languages) {
  await speak(language);
  for (const { id, build } of templates)
    inAllLanguages.push({ language, id, words: { ...words.list[id] }, parts: build(payers) });
}

it("are twelve at least, each with a name of its own", () => {
  expect(templates.length).toBeGreaterThanOrEqual(12);
  for (const language of languages) {
    const named = inAllLanguages.filter((template) => template.language === language);
    expect(new Set(named.map(({ words: { title } }) => title)).size).toBe(templates.length);
  }
});

it("have the same nodes and wires in every language", () => {
  for (const { id, parts } of inAllLanguages) {
    const english = inAllLanguages.find((template) => template.id === id)?.parts;
    expect(parts.edges).toEqual(english?.edges);
    expect(parts.nodes.map(({ id: node, type }) => [node, type])).toEqual(
      english?.nodes.map(({ id: node, type }) => [node, type]),
    );
  }
});

describe.each(inAllLanguages)("the template $id in $language", ({ words: { change }, parts }) => {
  const { nodes, edges, layout, samples = {} } = parts;

  it("says what to change by the names that nodes have on the canvas", () => {
    const titles = nodes.map((node) => node.title);
    const named = Array.from(change.matchAll(/“([^”]+)”/g), ([, name = ""]) => name);
    expect(named.filter((name) => !titles.some((title) => title?.startsWith(name)))).toEqual([]);
  });

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

  it("asks in its prompts for columns that its table has", () => {
    const table = nodes.find(({ data }) => data.split === "csv");
    if (table === undefined) return;
    const columns = String(table.data.text).split("\n")[0]?.split(",") ?? [];
    const prompt = nodes.find(({ type }) => type === "prompt");
    if (prompt === undefined) return;
    const places = Array.from(String(prompt.data.text).matchAll(/\{\{(.+?)\}\}/g), ([, place]) => place);
    expect(places.toSorted()).toEqual(columns.toSorted());
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
