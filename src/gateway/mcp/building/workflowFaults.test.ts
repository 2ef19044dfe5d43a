import { describe, expect, it } from "vitest";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { checkWorkflow } from "./workflowFaults";

const node = (
  id: string,
  type: string,
  data: Record<string, unknown> = {},
  off?: WorkflowNode["off"],
): WorkflowNode => ({
  ...{ id, type, data },
  ...(off && { off }),
});
const model = { provider: "openai", model: "gpt-5.5" };
const wire = (text: string, index: number): WorkflowEdge => {
  const [from = "", to = ""] = text.split(">");
  const [source = "", sourcePort = ""] = from.split(".");
  const [target = "", targetPort = ""] = to.split(".");
  return { id: `w${index}`, source: { node: source, port: sourcePort }, target: { node: target, port: targetPort } };
};
const workflow = (nodes: WorkflowNode[], wires: string[] = []): Workflow => ({
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "W", revision: 1 },
  ...{ nodes, edges: wires.map(wire), layout: { nodes: {}, groups: [] } },
});
const messages = async (...given: Parameters<typeof workflow>) =>
  (await checkWorkflow(workflow(...given))).faults.map(({ message }) => message);

const whole = [
  node("ask", "prompt", { text: "Hi" }),
  node("write", "llmGenerate", model),
  node("out", "output", { format: "auto" }),
];
const wires = ["ask.text>write.prompt", "write.text>out.value"];

it("finds nothing wrong with what can run", async () => {
  expect(await checkWorkflow(workflow(whole, wires))).toEqual({ faults: [], notes: [] });
});

it("tells all faults at once, each with its node and what to do", async () => {
  const nodes = [
    node("text", "prompt", { text: 7 }),
    node("write", "llmGenerate", { provider: "openai", model: "" }),
    node("odd", "magic"),
    node("pick", "jsonExtract", { path: "no pointer" }),
    ...[whole[0], whole[2]].flatMap((each) => each ?? []),
  ];
  const { faults } = await checkWorkflow(
    workflow(nodes, ["ask.txt>write.prompt", "write.text>out.value", "text.any>write.system"]),
  );
  const at = (node: string, message: string, fix: string) =>
    expect.objectContaining({
      ...{ node, message: expect.stringContaining(message), fix: expect.stringContaining(fix) },
    });
  expect(faults).toEqual([
    at("text", "data.text", 'list_node_kinds { "kinds": ["prompt"] }'),
    at("odd", "unknown kind: magic", "prompt"),
    at("write", "ask has no output called txt.", "Its outputs: text (text)."),
    at("pick", "pick needs a wire into json.", "pick.json"),
    at("write", "has no model", "list_models"),
    expect.objectContaining({ node: "pick", message: expect.stringContaining("no JSON Pointer") }),
  ]);
});

describe("a wire", () => {
  it("is refused where types do not fit, and where an input has one already", async () => {
    const picture = node("picture", "imageInput", { dataUrl: "data:image/png;base64,iVBORw0KGgo=" });
    expect(await messages([picture, ...whole], ["picture.image>write.prompt", ...wires])).toEqual([
      "picture.image → write.prompt: image does not fit text.",
    ]);
    const second = node("more", "prompt", { text: "Ho" });
    expect(await messages([second, ...whole], [...wires, "more.text>write.prompt"])).toEqual([
      "more.text → write.prompt: write.prompt has a wire already and takes only one.",
    ]);
  });

  it("into a port that is not there leaves the port that needs one without", async () => {
    expect(await messages(whole, ["ask.text>write.prompt", "write.text>out.picture"])).toEqual([
      "out has no input called picture.",
      "out needs a wire into value.",
    ]);
  });

  it("to nowhere is told once", async () => {
    expect(await messages(whole, [...wires, "ask.text>gone.value"])).toEqual([
      "The wire w2 leads to a node that does not exist: gone.",
    ]);
  });

  it("that closes a circle is found", async () => {
    const nodes = [node("a", "llmGenerate", model), node("b", "llmGenerate", model)];
    expect(await messages(nodes, ["a.text>b.prompt", "b.text>a.prompt"])).toEqual([expect.stringContaining("circle")]);
  });
});

it("does not ask for wires where a node is switched off, or only stands on the canvas", async () => {
  const rest = [
    node("idle", "llmGenerate", model, "muted"),
    node("note", "note", { text: "x" }),
    node("spare", "output"),
  ];
  expect(await messages([...whole, ...rest], wires)).toEqual([]);
});

it("tells of a bypassed node through which nothing can go on", async () => {
  const picture = node("picture", "imageInput", { dataUrl: "data:image/png;base64,iVBORw0KGgo=" });
  const past = node("past", "imageGenerate", { provider: "openai", model: "" }, "bypassed");
  const nodes = [picture, past, node("join", "join", { separator: "" }), node("out", "output")];
  const found = await messages(nodes, ["past.images>out.value", "picture.image>past.images", "join.text>past.prompt"]);
  expect(found).toContain("join needs a wire into items.");
});

it("notes what a run has to bring, and settings that have no effect", async () => {
  const nodes = [
    node("ask", "prompt", { text: "About {{topic}}", txt: "x" }),
    node("file", "fileInput", { as: "text" }),
    ...whole.slice(1),
  ];
  const { faults, notes } = await checkWorkflow(workflow(nodes, wires));
  expect(faults).toEqual([]);
  expect(notes).toEqual([
    expect.objectContaining({ node: "ask", message: "ask: prompt has no setting called txt, so it has no effect." }),
    expect.objectContaining({ node: "ask", fix: 'A run can bring it as inputs: { "topic": … }.' }),
    expect.objectContaining({ node: "file", fix: 'A run can bring it as inputs: { "file": … }.' }),
  ]);
});
