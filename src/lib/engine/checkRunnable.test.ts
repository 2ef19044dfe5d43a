import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { testWork } from "@/lib/worker/testWork";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { checkRunnable, checkSettings } from "./checkRunnable";
import { llm, node, wire } from "./testRun";

const check = (nodes: WorkflowNode[], arrows: string[] = [], inputs: Record<string, Value> = {}) =>
  checkRunnable(planGraph({ nodes, edges: arrows.map(wire) }, portsOf), inputs, undefined, { work: testWork });

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

  it("says what is missing, where, and calls nodes by their titles", () => {
    const titled = { ...node("m", "llmGenerate", { model: "x" }), title: "Answer" };
    expect(() => checkSettings([titled])).toThrow(/^Answer lacks a setting: provider\.$/);
    expect(() => checkSettings([node("c", "compare", { variants: [{ model: "x" }] })])).toThrow(
      /^c lacks a setting: variants\.0\.provider\.$/,
    );
    const elsewhere = node("m", "llmGenerate", { provider: "elsewhere", model: "x" });
    expect(() => checkSettings([elsewhere])).toThrow(/does not fit: provider \(expected one of "openai-auth"/);
    const variants = [{ provider: "openai", model: "x", temperature: "hot" }];
    expect(() => checkSettings([node("c", "compare", { variants })])).toThrow(
      /^c has a setting that does not fit: variants\.0\.temperature \(expected number, received string\)\.$/,
    );
  });

  it("tells three faults and how many there are besides", () => {
    const strange = (ids: string) => Array.from(ids, (id) => node(id, "teleport"));
    const words = (id: string) => `${id} is of a kind that this version does not know (teleport).`;
    expect(() => checkSettings(strange("abc"))).toThrow(
      expect.objectContaining({
        message: `${words("a")} ${words("b")} ${words("c")}`,
        facts: {
          nodes: ["a", "b", "c"],
          faults: ["a", "b", "c"].map((id) => ({ node: id, message: words(id) })),
        },
      }),
    );
    expect(() => checkSettings(strange("abcde"))).toThrow(
      expect.objectContaining({ message: `${words("a")} ${words("b")} ${words("c")} And 2 more.` }),
    );
  });
});

describe("checkRunnable", () => {
  it("tells all faults of all nodes at once", async () => {
    const nodes = [node("i", "imageInput"), node("p", "prompt", { text: "Hi {{who}}" }), llm("m", { model: "" })];
    await expect(check(nodes, ["p.text>m.prompt"])).rejects.toThrow(/has no image.*\{\{who\}\}.*has no model/s);
  });

  it("tells what a run could bring apart from what has to be mended", async () => {
    const nodes = [
      node("i", "imageInput"),
      node("f", "fileInput", { as: "csv" }),
      node("l", "list", { text: "", split: "lines" }),
      node("p", "prompt", { text: "Hi {{who}}, {{where}}" }),
      llm("m", { model: "" }),
    ];
    await expect(check(nodes, ["p.text>m.prompt"], { where: "here" })).rejects.toMatchObject({
      facts: {
        faults: [
          { node: "i", missing: { kind: "image" } },
          { node: "f", missing: { kind: "file" } },
          { node: "l", missing: { kind: "list" } },
          { node: "p", missing: { kind: "places", names: ["who"] } },
          { node: "m", message: "m has no model: choose one." },
        ],
      },
    });
  });

  it("takes a placeholder as filled by a wire, by a row that is wired, or by an input of the run", async () => {
    const hungry = node("p", "prompt", { text: "Hi {{who}}" });
    const source = node("s", "prompt", { text: "Ada" });
    await expect(check([hungry])).rejects.toThrow(/\{\{who\}\}/);
    await expect(check([source, hungry], ["s.text>p.who"])).resolves.toBeUndefined();
    await expect(check([source, hungry], ["s.text>p.data"])).resolves.toBeUndefined();
    await expect(check([hungry], [], { who: "Ada" })).resolves.toBeUndefined();
  });

  it("takes {{data}} as filled by a row that is wired or by an input of the run only", async () => {
    const hungry = node("p", "prompt", { text: "Row: {{data}}" });
    await expect(check([hungry])).rejects.toThrow(/\{\{data\}\}/);
    await expect(check([node("s", "prompt", { text: "{}" }), hungry], ["s.text>p.data"])).resolves.toBeUndefined();
    await expect(check([hungry], [], { data: "x" })).resolves.toBeUndefined();
  });

  it("refuses a JSON schema that no answer can be checked by, or that none fits", async () => {
    const model = {
      provider: "openai",
      model: "m",
      jsonSchema: { type: "object", properties: { a: { type: "str" } } },
    };
    const nodes = [
      node("p", "prompt", { text: "Hi" }),
      llm("m", { jsonSchema: { enum: [1], type: "string" } }),
      node("c", "compare", { variants: [{ provider: "openai", model: "m" }, model] }),
    ];
    await expect(check(nodes, ["p.text>m.prompt", "p.text>c.prompt"])).rejects.toMatchObject({
      code: "invalid_workflow",
      message: expect.stringMatching(
        /m cannot use its JSON schema, which fits nothing.*c cannot.*\/properties\/a\/type/,
      ),
      facts: { nodes: ["m", "c"] },
    });
  });

  it("refuses a list of lists, a broken pattern and a broken pointer before anything is paid for", async () => {
    const list = (id: string) => node(id, "list", { text: "a", split: "lines" });
    await expect(check([list("l"), list("k")], ["l.items>k.text"])).rejects.toThrow(
      "k gets a list and would give a list for each of its items: join them first.",
    );
    const condition = node("c", "condition", { test: "matches", value: "(" });
    await expect(check([list("l"), condition], ["l.items>c.value"])).rejects.toThrow(/c has a pattern/);
  });

  it("looks only at the nodes that a run of a part would run", async () => {
    const nodes = [node("i", "imageInput"), node("p", "prompt", { text: "Hi" })];
    const plan = planGraph({ nodes, edges: [] }, portsOf);
    await expect(checkRunnable(plan, {}, new Set(["p"]))).resolves.toBeUndefined();
    await expect(checkRunnable(plan, {}, new Set(["i"]))).rejects.toThrow(/has no image/);
  });
});
