import { describe, expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { workflowOf } from "@/lib/runs/testRunService";
import type { AssetStore } from "@/lib/storage/ports";
import type { Message } from "@/types/llm";
import type { WorkflowNode, WorkflowSettings } from "@/types/workflow";
import type { WorkflowCall } from "./workflowEvents";
import { promptInputOf, toWorkflowInputs } from "./workflowInputs";

const prompt = (text: string) => node("p", "prompt", { text });
const png = `data:image/png;base64,${Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1").toString("base64")}`;
const pdf = { name: "a.pdf", dataUrl: "data:application/pdf;base64,JVBERi0x" };
const conversation: Message[] = [
  { role: "system", content: "Be short." },
  { role: "user", content: "Hi." },
  { role: "assistant", content: "Hello." },
  { role: "user", content: "Why?" },
];

function inputsOf(nodes: WorkflowNode[], call: Partial<WorkflowCall>, settings?: WorkflowSettings) {
  const kept: string[] = [];
  const put: AssetStore["put"] = async (bytes, mime) => {
    kept.push(mime);
    return { asset: "a".repeat(64), mime, bytes: bytes.length };
  };
  const named = namedInputsOf({ ...workflowOf(nodes, []), settings });
  return toWorkflowInputs(named, { messages: [{ role: "user", content: "Why?" }], ...call }, { put });
}
const codesOf = async (...given: Parameters<typeof inputsOf>) =>
  (await inputsOf(...given)).notices.map(({ code }) => code);

describe("what is said last goes", () => {
  it.each([
    ["into prompt, whatever other texts there are", "{{topic}} {{prompt}}", "prompt"],
    ["into the only text", "Say: {{anything}}", "anything"],
    ["into the only text beside history and system", "{{system}} {{history}} {{question}}", "question"],
    ["nowhere where several could be meant", "{{one}} {{two}}", undefined],
    ["nowhere where there is none", "done", undefined],
  ])("%s", (_, text, name) => {
    expect(promptInputOf(namedInputsOf(workflowOf([prompt(text)], [])))?.name).toBe(name);
  });

  it("alone, with a notice for what was said before and for the system text", async () => {
    const { inputs, notices } = await inputsOf([prompt("{{question}}")], {
      messages: conversation,
      system: "Be kind.",
    });
    expect(inputs).toEqual({ question: "Why?" });
    expect(notices.map(({ code }) => code)).toEqual(["system_left_out", "history_left_out"]);
  });
});

describe("what was said before", () => {
  it("goes into history as a text, and system texts into system", async () => {
    const nodes = [prompt("{{system}}\n{{history}}\n{{prompt}}")];
    expect(await inputsOf(nodes, { messages: conversation, system: "Be kind." })).toEqual({
      inputs: { system: "Be kind.\n\nBe short.", history: "User: Hi.\n\nAssistant: Hello.", prompt: "Why?" },
      notices: [],
    });
  });

  it("is nothing where there was nothing, which keeps no run from starting", async () => {
    const { inputs, notices } = await inputsOf([prompt("{{system}} {{history}} {{prompt}}")], {});
    expect({ inputs, notices }).toEqual({ inputs: { system: "", history: "", prompt: "Why?" }, notices: [] });
  });

  it("goes as records into a table", async () => {
    const list = node("l", "list", { text: "", split: "csv", input: "history" });
    const { inputs } = await inputsOf([list, prompt("{{prompt}}")], { messages: conversation });
    expect(inputs.history).toEqual([
      { role: "user", content: "Hi." },
      { role: "assistant", content: "Hello." },
    ]);
  });
});

describe("other inputs", () => {
  it("are filled from metadata, each as its kind wants it", async () => {
    const list = node("l", "list", { text: "", split: "csv", input: "rows" });
    const nodes = [prompt("{{prompt}} {{count}} {{tone}}"), list];
    const settings = { inputs: { count: { kind: "number" } } };
    const metadata = { count: "3", tone: "[kind]", rows: '[{"a":1},{"a":9007199254740993}]', trace_id: "x" };
    const { inputs, notices } = await inputsOf(nodes, { metadata }, settings);
    expect(inputs).toEqual({ prompt: "Why?", count: 3, tone: "[kind]", rows: [{ a: 1 }, { a: "9007199254740993" }] });
    expect(notices).toEqual([{ code: "metadata_left_out", message: expect.stringContaining("trace_id") }]);
  });

  it("that are missing or wrong are refused by name, and the prompt is not theirs to fill", async () => {
    const nodes = [prompt("{{prompt}} {{tone}}")];
    const missing = inputsOf(nodes, {});
    await expect(missing).rejects.toMatchObject({
      code: "invalid_request",
      facts: { inputs: ["tone"], param: "metadata" },
    });
    const { inputs, notices } = await inputsOf(nodes, { metadata: { tone: "kind", prompt: "other" } });
    expect(inputs).toEqual({ prompt: "Why?", tone: "kind" });
    expect(notices).toHaveLength(1);
  });
});

describe("pictures and files", () => {
  const nodes = [prompt("{{prompt}}"), node("i", "imageInput"), node("f", "fileInput", { as: "document" })];

  it("go into the first inputs for them, and what is more is told", async () => {
    const { inputs, notices } = await inputsOf(nodes, { images: [png, png, png], files: [pdf] });
    expect(inputs.i).toMatchObject({ mime: "image/png" });
    expect(inputs.f).toMatchObject({ mime: "application/pdf", name: "a.pdf" });
    expect(notices.map(({ message }) => message)).toEqual(["This workflow has no input for 2 pictures."]);
  });

  it("may come without a word, but something has to come", async () => {
    const { inputs } = await inputsOf(nodes, {
      messages: [{ role: "user", content: "" }],
      images: [png],
      files: [pdf],
    });
    expect(inputs).toMatchObject({ prompt: "", i: { mime: "image/png" } });
    const silent = inputsOf([prompt("{{prompt}}")], { messages: [{ role: "user", content: "" }] });
    await expect(silent).rejects.toMatchObject({ code: "invalid_request", facts: { inputs: ["prompt"] } });
  });

  it("are left out with a notice where there is no place for them", async () => {
    expect(await codesOf([prompt("{{prompt}}")], { images: [png], files: [pdf] })).toEqual(["media_left_out"]);
  });
});

it("tells which settings of the request have no effect", async () => {
  const tools = [{ name: "look", parameters: {} }];
  const { notices } = await inputsOf([prompt("{{prompt}}")], { tools, temperature: 0, webSearch: false });
  expect(notices).toEqual([
    { code: "settings_left_out", message: "A workflow has settings of its own; left out: tools, temperature." },
  ]);
});

it("needs something that was said", async () => {
  const silent = inputsOf([prompt("{{prompt}}")], { messages: [{ role: "system", content: "x" }] });
  await expect(silent).rejects.toMatchObject({ code: "invalid_request" });
});
