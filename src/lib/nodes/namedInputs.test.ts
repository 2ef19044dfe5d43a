import { describe, expect, it } from "vitest";
import type { Workflow, WorkflowNode, WorkflowSettings } from "@/types/workflow";
import { namedInputsOf, namedOutputsOf } from "./namedInputs";

const node = (id: string, type: string, data: WorkflowNode["data"], title?: string): WorkflowNode => ({
  id,
  type,
  data,
  ...(title === undefined ? {} : { title }),
});

function documentOf(nodes: WorkflowNode[], wires: [string, string][] = [], settings?: WorkflowSettings): Workflow {
  const endOf = (end: string) => ({ node: end.split(".")[0] ?? "", port: end.split(".")[1] ?? "" });
  return {
    ...{ format: "patchbay/workflow", version: 1, id: "w", name: "W", revision: 1, settings, nodes },
    edges: wires.map(([source, target], index) => ({ id: `e${index}`, source: endOf(source), target: endOf(target) })),
    layout: { nodes: Object.fromEntries(nodes.map(({ id }, index) => [id, { x: 0, y: index * 100 }])), groups: [] },
  };
}

const asset = { asset: "a".repeat(64), mime: "image/png", bytes: 3 };
const namesOf = (workflow: Workflow) => namedInputsOf(workflow).map(({ name }) => name);

describe("the named inputs of a workflow", () => {
  it("are the places that nothing else fills: neither wire, nor row, nor a value that is set", () => {
    const prompt = node("p", "prompt", { text: "{{wired}} {{set}} {{open}}", values: { set: "" } });
    const row = node("r", "prompt", { text: "{{column}}" });
    const rows = node("l", "list", { text: "a\n1", split: "csv" });
    const word = node("q", "prompt", { text: "x" });
    const workflow = documentOf(
      [prompt, row, rows, word],
      [
        ["q.text", "p.wired"],
        ["l.items", "r.data"],
      ],
    );
    expect(namedInputsOf(workflow)).toEqual([
      {
        ...{ name: "open", kind: "text", kinds: ["text", "long", "number", "choice", "table"], title: "open" },
        ...{ required: true, blank: "", nodes: ["p"] },
      },
    ]);
  });

  it("are long texts where a place has a line for itself", () => {
    const [short, long] = namedInputsOf(
      documentOf([node("p", "prompt", { text: "About {{topic}}:\n\n {{text}} \n" })]),
    );
    expect([short?.kind, long?.kind]).toEqual(["text", "long"]);
  });

  it("are nodes with a name for their content, which is the default, and nodes without content by their id", () => {
    const workflow = documentOf([
      node("photo", "imageInput", {}, "The product"),
      node("f", "fileInput", { as: "csv", input: "orders" }),
      node("l", "list", { text: "a\nb", split: "lines", input: "rows" }, "Rows"),
      node("i", "imageInput", { asset, input: "logo" }),
      node("chosen", "imageInput", { asset }),
      node("p", "prompt", { text: "Be kind.", input: "tone" }),
      node("e", "prompt", { text: "", input: "more" }),
    ]);
    const told = namedInputsOf(workflow).map(({ kinds: _, nodes: __, ...input }) => input);
    expect(told).toEqual([
      { name: "photo", kind: "picture", title: "The product", required: true },
      { name: "orders", kind: "file", title: "orders", required: true },
      { name: "rows", kind: "long", title: "Rows", default: "a\nb", required: false },
      { name: "logo", kind: "picture", title: "logo", default: asset, required: false },
      { name: "tone", kind: "long", title: "tone", default: "Be kind.", required: false },
      { name: "more", kind: "long", title: "more", required: true, blank: "" },
    ]);
  });

  it("leave out what does not run, a list that a wire fills, and settings that cannot be read", () => {
    const muted: WorkflowNode = { ...node("m", "prompt", { text: "{{m}}" }), off: "muted" };
    const list = node("l", "list", { text: "", split: "lines", input: "rows" });
    const word = node("q", "prompt", { text: "x" });
    const broken = node("b", "imageInput", { asset: 7 });
    expect(namesOf(documentOf([muted, list, word, broken], [["q.text", "l.text"]]))).toEqual([]);
  });

  it("come from the top of the canvas down, and ask once for one name, however its letters are composed", () => {
    const workflow = documentOf([
      node("a", "prompt", { text: "{{b}} {{caf\u00e9}}" }),
      node("b", "prompt", { text: "{{a}} {{cafe\u0301}}" }),
    ]);
    workflow.layout.nodes.a = { x: 0, y: 500 };
    const inputs = namedInputsOf(workflow);
    expect(inputs.map(({ name }) => name)).toEqual(["a", "cafe\u0301", "b"]);
    expect(inputs[1]?.nodes).toEqual(["b", "a"]);
  });

  it("are what the document says of them, as far as their nodes can take that", () => {
    const nodes = [
      node("p", "prompt", { text: "{{tone}} {{count}} {{open}}" }),
      node("i", "imageInput", { input: "photo" }),
    ];
    const inputs: WorkflowSettings["inputs"] = {
      tone: { kind: "choice", options: ["warm", "", "dry"], default: "dry", title: " Tone ", hint: "How it sounds." },
      count: { kind: "number", default: "three" },
      open: { kind: "hologram", required: false },
      photo: { kind: "number", required: false },
      gone: { kind: "text" },
    };
    const told = namedInputsOf(documentOf(nodes, [], { inputs })).map(({ kinds: _, nodes: __, ...input }) => input);
    expect(told).toEqual([
      {
        ...{ name: "tone", kind: "choice", options: ["warm", "dry"], title: "Tone", hint: "How it sounds." },
        ...{ default: "dry", required: false, blank: "" },
      },
      // A default that its kind does not take is none.
      { name: "count", kind: "number", title: "count", required: true, blank: "" },
      { name: "open", kind: "text", title: "open", required: false, blank: "" },
      // Without a picture the run would be refused.
      { name: "photo", kind: "picture", title: "photo", required: true },
    ]);
  });

  it("have no default that is too long for a field, but are not required for that", () => {
    const [input] = namedInputsOf(documentOf([node("p", "prompt", { text: "x".repeat(10_001), input: "t" })]));
    expect(input).toMatchObject({ name: "t", required: false });
    expect(input).not.toHaveProperty("default");
  });
});

describe("the named outputs of a workflow", () => {
  it("are its wired outputs by name, or by id where they have none or another one has it", () => {
    const outputs = [{ name: "answer", format: "markdown" }, { name: "answer" }, {}, { name: "unwired" }];
    const nodes = outputs.map((data, index) => node(`o${index}`, "output", data));
    const wires = [0, 1, 2].map((index): [string, string] => ["p.text", `o${index}.value`]);
    expect(namedOutputsOf(documentOf([node("p", "prompt", { text: "x" }), ...nodes], wires))).toEqual([
      { name: "answer", node: "o0", format: "markdown" },
      { name: "o1", node: "o1", format: "auto" },
      { name: "o2", node: "o2", format: "auto" },
    ]);
  });
});

it("places of a request are asked for as those of a prompt, secrets never", () => {
  const url = "https://a.example/{{city}}?k={{secret:KEY}}";
  const ask = { id: "r", type: "request", data: { method: "POST", url, body: '{"n":{{n}}}', as: "json" } };
  const workflow = documentOf([ask]);
  expect(namedInputsOf(workflow).map(({ name, required }) => [name, required])).toEqual([
    ["city", true],
    ["n", true],
  ]);
});
