import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import { workflowEdgeSchema, workflowNodeSchema } from "@/types/workflow";
import { importNodeBanana, isNodeBanana } from "./importNodeBanana";

const node = (id: string, type: string, data: Record<string, unknown> = {}) => ({
  ...{ id, type, data, position: { x: 10, y: 20 }, style: { width: 300, height: 200 } },
  measured: { width: 1, height: 1 },
});
const edge = (source: string, target: string, targetHandle: string, sourceHandle = "text") => ({
  id: `${source}-${target}-${targetHandle}`,
  ...{ source, target, sourceHandle, targetHandle, type: "editable", data: { hasPause: false } },
});
const file = (nodes: unknown[], edges: unknown[] = [], more: object = {}) => ({
  ...{ version: 1, name: "Mine", edgeStyle: "curved", nodes, edges },
  ...more,
});
const endsOf = (value: unknown) =>
  importNodeBanana(value).edges.map(
    ({ source, target }) => `${source.node}.${source.port} ${target.node}.${target.port}`,
  );

describe("a workflow of Node Banana", () => {
  it("is known by its edge style or its kinds, and other files are not taken for it", () => {
    expect(isNodeBanana(file([]))).toBe(true);
    expect(isNodeBanana({ version: 1, nodes: [node("prompt-1", "prompt")], edges: [] })).toBe(true);
    expect(isNodeBanana({ version: 1, nodes: [{ id: "1", type: "n8n.set" }], edges: [] })).toBe(false);
    expect(isNodeBanana({ format: "patchbay/workflow", version: 1, nodes: [], edges: [] })).toBe(false);
    expect(isNodeBanana(null)).toBe(false);
  });

  it("becomes our nodes with their settings, and forgets what a run left", () => {
    const { nodes, layout, name } = importNodeBanana(
      file([
        node("prompt-1", "prompt", { prompt: "Hello", customTitle: "Greeting", comment: "Mind the tone" }),
        node("llmGenerate-1", "llmGenerate", {
          ...{ provider: "openai-auth", model: "gpt-5.5", temperature: 0.7, maxTokens: 900, systemPrompt: "Be kind." },
          ...{ inputPrompt: "Hello", outputText: "Hi!", status: "complete", error: null },
        }),
        node("output-1", "output", { image: null }),
      ]),
    );
    expect(name).toBe("Mine");
    expect(nodes).toEqual([
      { id: "prompt-1", type: "prompt", data: { text: "Hello" }, title: "Greeting", comment: "Mind the tone" },
      {
        id: "llmGenerate-1",
        type: "llmGenerate",
        data: { provider: "openai-auth", model: "gpt-5.5", temperature: 0.7, maxTokens: 900, system: "Be kind." },
      },
      { id: "output-1", type: "output", data: { format: "auto" } },
    ]);
    expect(layout["prompt-1"]).toEqual({ x: 10, y: 20 });
  });

  it("is wired by what handles are for, with or without an index", () => {
    const nodes = [
      node("prompt-1", "prompt", { prompt: "Hi", variableName: "topic" }),
      node("imageInput-1", "imageInput", { image: "data:image/png;base64,AAAA", filename: "cat.png" }),
      node("imageInput-2", "imageInput", { imageRef: "abc", filename: "dog.png" }),
      node("promptConstructor-1", "promptConstructor", { template: "About @other and @topic; me@home.org" }),
      node("llmGenerate-1", "llmGenerate", { provider: "google", model: "gemini-x" }),
      node("output-1", "output"),
    ];
    const edges = [
      edge("prompt-1", "promptConstructor-1", "text-0"),
      edge("promptConstructor-1", "llmGenerate-1", "text"),
      edge("imageInput-1", "llmGenerate-1", "image-0", "image"),
      edge("imageInput-2", "llmGenerate-1", "image-1", "image"),
      edge("llmGenerate-1", "output-1", "image"),
    ];
    const imported = importNodeBanana(file(nodes, edges));
    expect(imported.nodes[3]?.data).toEqual({ text: "About {{other}} and {{topic}}; me@home.org" });
    expect(endsOf(file(nodes, edges))).toEqual([
      "prompt-1.text promptConstructor-1.topic",
      "promptConstructor-1.text llmGenerate-1.prompt",
      "imageInput-1.image llmGenerate-1.images",
      "imageInput-2.image llmGenerate-1.images",
      "llmGenerate-1.text output-1.value",
    ]);
    expect(imported.pictures).toEqual({ "imageInput-1": "data:image/png;base64,AAAA" });
    expect(imported.notes).toEqual([{ code: "picture", node: "imageInput", file: "dog.png" }]);
  });

  it("joins several texts into one input in their order, and says so", () => {
    const nodes = [
      ...["a", "b", "c"].map((id) => node(id, "prompt", { prompt: id })),
      node("m", "llmGenerate", { provider: "openai", model: "x", customTitle: "Writer" }),
    ];
    const value = file(
      nodes,
      ["a", "b", "c"].map((id) => edge(id, "m", "text")),
    );
    expect(endsOf(value)).toEqual([
      "join-m.text m.prompt",
      "a.text join-m.items",
      "b.text join-m.items",
      "c.text join-m.items",
    ]);
    expect(importNodeBanana(value).notes).toEqual([{ code: "joined", node: "Writer" }]);
  });

  it("keeps what has no counterpart as a note, without its bytes, and lists its wires", () => {
    const nodes = [
      node("prompt-1", "prompt", { prompt: "A cat" }),
      node("nanoBanana-1", "nanoBanana", { aspectRatio: "1:1", outputImage: "x".repeat(10_000) }),
    ];
    const { nodes: read, notes, edges } = importNodeBanana(file(nodes, [edge("prompt-1", "nanoBanana-1", "text")]));
    expect(read[1]).toMatchObject({ type: "note", data: { text: expect.stringContaining('"aspectRatio": "1:1"') } });
    expect(read[1]?.data.text).not.toContain("xxx");
    expect(edges).toEqual([]);
    expect(notes).toEqual([
      { code: "kind", node: "nanoBanana", type: "nanoBanana" },
      { code: "wire", from: "prompt", to: "nanoBanana" },
    ]);
  });

  it("keeps groups, lists, and tells of patterns and of providers that are not known here", () => {
    const { groups, notes, nodes } = importNodeBanana(
      file(
        [
          { ...node("array-1", "array", { inputText: "a;b", splitMode: "delimiter", delimiter: ";" }), groupId: "g1" },
          node("array-2", "array", { splitMode: "regex", regexPattern: "\\d+" }),
          node("llm-1", "llmGenerate", { provider: "mystery", model: "m" }),
        ],
        [],
        { groups: { g1: { id: "g1", name: "Rows", color: "blue" }, g2: { id: "g2", name: "Empty" } } },
      ),
    );
    expect(groups).toEqual([{ id: "g1", title: "Rows", nodes: ["array-1"] }]);
    expect(nodes[0]?.data).toEqual({ text: "a;b", split: "delimiter", delimiter: ";" });
    expect(notes.map(({ code }) => code)).toEqual(["pattern", "provider"]);
  });

  it("gives a document that can be planned, whatever stands in the file", () => {
    const id = fc.constantFrom("a", "b", "c", "d e", "prompt-1");
    const type = fc.constantFrom("prompt", "promptConstructor", "llmGenerate", "imageInput", "output", "array", "x");
    const handle = fc.constantFrom("text", "image", "image-0", "prompt", "reference", "");
    const anyNode = fc.record({
      id,
      type,
      data: fc.dictionary(fc.constantFrom("prompt", "template", "model"), fc.anything()),
    });
    const anyEdge = fc.record({ source: id, target: id, targetHandle: handle });
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 8 }), fc.array(anyEdge, { maxLength: 12 }), (nodes, edges) => {
        const read = importNodeBanana(file(nodes, edges));
        for (const each of read.nodes) {
          workflowNodeSchema.parse(each);
          expect(kindOf(each.type)?.schema.safeParse(each.data).success).toBe(true);
        }
        for (const each of read.edges) workflowEdgeSchema.parse(each);
        planGraph(read, portsOf, new Set());
      }),
    );
  });
});
