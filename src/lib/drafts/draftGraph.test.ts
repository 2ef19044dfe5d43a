import { describe, expect, it } from "vitest";
import { type DraftAnswer, parseDraftAnswer } from "./draftAnswer";
import { toDraftGraph } from "./draftGraph";

const runsOn = { provider: "openai-auth", model: "gpt-test" } as const;

const chain: DraftAnswer = {
  name: "Chain",
  nodes: [
    { id: "ask", kind: "prompt", title: "Ask", settings: { text: "About {{topic}}" } },
    { id: "write", kind: "llmGenerate", settings: { system: "Be brief.", model: "gpt-invented", provider: "openai" } },
    { id: "result", kind: "output", settings: {} },
  ],
  wires: [
    ["ask.text", "write.prompt"],
    ["write.text", "result.value"],
  ],
  remarks: [],
};

async function changed(change: Partial<DraftAnswer>) {
  return (await toDraftGraph({ ...chain, ...change }, runsOn)).faults;
}

describe("a drawn graph", () => {
  it("runs on what the person has, whatever the model names", async () => {
    const { graph, faults } = await toDraftGraph(chain, runsOn);
    expect(faults).toEqual([]);
    expect(graph.nodes[1]).toEqual({ id: "write", type: "llmGenerate", data: { ...runsOn, system: "Be brief." } });
    expect(graph.nodes[0]?.title).toBe("Ask");
    expect(graph.edges).toHaveLength(2);
  });

  it("gives every variant of a comparison the person's model", async () => {
    const variants = [{ system: "Short." }, { system: "Long.", model: "gpt-invented" }];
    const nodes = [...chain.nodes.slice(0, 1), { id: "write", kind: "compare", settings: { variants } }];
    const { graph, faults } = await toDraftGraph({ ...chain, nodes, wires: [["ask.text", "write.prompt"]] }, runsOn);
    expect(faults).toEqual([]);
    expect(graph.nodes[1]?.data.variants).toEqual([
      { ...runsOn, system: "Short." },
      { ...runsOn, system: "Long." },
    ]);
  });

  it("gives a judge the person's model, and knows what a score is compared with by its wire", async () => {
    const judge = { id: "judge", kind: "score", settings: { method: "judge", rubric: "Is it true?" } };
    const nodes = [...chain.nodes, judge, { id: "same", kind: "score", settings: {} }];
    const wires: DraftAnswer["wires"] = [...chain.wires, ["write.text", "judge.value"], ["write.text", "same.value"]];
    const { graph, faults } = await toDraftGraph({ ...chain, nodes, wires }, runsOn);
    expect(faults[0]).toMatch(/^Node same has nothing to compare with/);
    expect(graph.nodes.find(({ id }) => id === "judge")?.data.judges).toEqual([runsOn]);
    const referred: DraftAnswer["wires"] = [...wires, ["ask.text", "same.reference"]];
    expect(await changed({ nodes, wires: referred })).toEqual([]);
  });

  it("may leave to the person what only a person has", async () => {
    const nodes = [
      { id: "file", kind: "fileInput", settings: { as: "document" } },
      { id: "result", kind: "output", settings: {} },
    ];
    expect(await changed({ nodes, wires: [["file.pages", "result.value"]] })).toEqual([]);
  });

  it.each<[string, Partial<DraftAnswer>, RegExp]>([
    ["an unknown kind", { nodes: [{ id: "a", kind: "magic", settings: {} }], wires: [] }, /no kind called magic/],
    [
      "a name of the prototype",
      { nodes: [{ id: "a", kind: "constructor", settings: {} }], wires: [] },
      /no kind called/,
    ],
    [
      "a setting of another type",
      { nodes: [{ id: "a", kind: "prompt", settings: { text: 3 } }], wires: [] },
      /Node a: setting text/,
    ],
    [
      "a setting that is not there",
      { nodes: [{ id: "a", kind: "note", settings: { text: "", body: "" } }], wires: [] },
      /note has no setting called body/,
    ],
    [
      "an id that no file can bear",
      { nodes: [{ id: "a b", kind: "note", settings: {} }], wires: [] },
      /an id has only/,
    ],
    ["two nodes of one id", { nodes: [...chain.nodes, ...chain.nodes.slice(2)] }, /Two nodes have the id result/],
    ["a wire to nothing", { wires: [...chain.wires, ["ask.text", "gone.value"]] }, /one of the nodes does not exist/],
    ["a port that is not there", { wires: [["ask.text", "write.question"]] }, /write takes prompt \(text\)/],
    ["a wire without a port", { wires: [["ask", "write.prompt"]] }, /both ends have the form/],
    ["a circle", { wires: [...chain.wires, ["write.text", "ask.topic"]] }, /would close a circle/],
    ["a missing wire", { wires: [["ask.text", "write.prompt"]] }, /Node result needs a wire into value/],
    [
      "nothing to keep",
      { nodes: [{ id: "a", kind: "note", settings: {}, keep: true }], wires: [] },
      /no node a to keep/,
    ],
    [
      "a path that is none",
      { nodes: [{ id: "a", kind: "jsonExtract", settings: { path: "items[0]" } }], wires: [] },
      /Node a has a path that is no JSON Pointer/,
    ],
    [
      "a list in a list",
      {
        nodes: [
          { id: "rows", kind: "list", settings: { text: "a\nb" } },
          { id: "again", kind: "list", settings: {} },
          { id: "result", kind: "output", settings: {} },
        ],
        wires: [
          ["rows.items", "again.text"],
          ["again.items", "result.value"],
        ],
      },
      /Node again gets a list/,
    ],
    [
      "a JSON schema that nobody can keep to",
      {
        nodes: [
          ...chain.nodes.slice(0, 1),
          { id: "write", kind: "llmGenerate", settings: { jsonSchema: { $ref: "#/gone" } } },
          ...chain.nodes.slice(2),
        ],
      },
      /Node write cannot use its JSON schema/,
    ],
  ])("is refused for %s", async (_, change, words) => {
    const faults = await changed(change);
    expect(faults.join("\n")).toMatch(words);
  });
});

describe("a changed selection", () => {
  const selection = {
    nodes: [
      {
        id: "write",
        type: "llmGenerate",
        title: "Mine",
        data: { provider: "openai", model: "gpt-mine", system: "Old." },
      },
    ],
    edges: [
      { id: "in", source: { node: "elsewhere", port: "text" }, target: { node: "write", port: "prompt" } },
      { id: "out", source: { node: "write", port: "text" }, target: { node: "beyond", port: "value" } },
    ],
  };
  const change = (settings: Record<string, unknown>, wires: [string, string][] = []) =>
    toDraftGraph(
      {
        ...{ name: "", remarks: [], wires },
        nodes: [
          { id: "write", kind: "llmGenerate", settings },
          { id: "more", kind: "prompt", settings: { text: "Hi" } },
        ],
      },
      runsOn,
      selection,
    );

  it("keeps the id, the title, the model and what the draft does not name", async () => {
    const { graph, faults } = await change({ reasoningEffort: "low" });
    expect(faults).toEqual([]);
    expect(graph.nodes[0]).toEqual({
      ...selection.nodes[0],
      data: { provider: "openai", model: "gpt-mine", system: "Old.", reasoningEffort: "low" },
    });
  });

  it("loses a setting that the draft gives as null", async () => {
    expect((await change({ system: null })).graph.nodes[0]?.data).toEqual({ provider: "openai", model: "gpt-mine" });
  });

  it("takes no second wire where one comes from outside", async () => {
    expect((await change({}, [["more.text", "write.prompt"]])).faults.join()).toMatch(
      /write.prompt already has a wire/,
    );
  });

  it("keeps an untouched node as it is, of any kind", async () => {
    const odd = { id: "odd", type: "fromLater", data: { x: 1 } };
    const answer = {
      name: "",
      remarks: [],
      wires: [],
      nodes: [{ id: "odd", kind: "fromLater", settings: {}, keep: true }],
    };
    expect(await toDraftGraph(answer, runsOn, { nodes: [odd], edges: [] })).toEqual({
      graph: { nodes: [odd], edges: [] },
      faults: [],
    });
  });
});

describe("the answer of a model", () => {
  it("is found behind words and in a fence", () => {
    const text = `Sure!\n\`\`\`json\n${JSON.stringify(chain)}\n\`\`\`\nDone.`;
    expect(parseDraftAnswer(text)).toEqual({ answer: chain });
  });

  it.each([
    ["", /no whole JSON object/],
    ['{"nodes": [{"id": "a"', /no whole JSON object/],
    ['{"nodes": []}', /At nodes/],
    ['{"nodes": [{"id": "a"}]}', /At nodes.0.kind/],
  ])("that says %s names its fault", (text, words) => {
    expect(parseDraftAnswer(text)).toEqual({ faults: expect.arrayContaining([expect.stringMatching(words)]) });
  });
});
