import { describe, expect, it } from "vitest";
import { noAssets } from "@/lib/engine/testRun";
import { AppError } from "@/types/errors";
import type { CallLlm, LlmCall } from "@/types/llm";
import { compareNode } from "./compareNode";
import { llmGenerateNode } from "./llmGenerateNode";
import { runKind } from "./testContext";

const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
const data = { provider: "openai", model: "m", jsonSchema: { type: "object" } };

/** Gives each answer in turn; one that is not an object does not fit the schema. */
function answering(...answers: string[]): { callLlm: CallLlm; calls: LlmCall[] } {
  const calls: LlmCall[] = [];
  const callLlm: CallLlm = async function* (call) {
    const text = answers[calls.push(call) - 1] ?? "";
    yield { type: "text-delta", text };
    if (!text.startsWith("{")) throw new AppError("schema_mismatch", "It is not JSON.", { text, usage, payer });
    const rest = {
      provider: call.provider,
      model: call.model,
      finishReason: "stop",
      notices: [],
      requestId: "r",
    } as const;
    yield { type: "end", result: { ...rest, text, json: JSON.parse(text), usage, payer, notices: [] } };
  };
  return { callLlm, calls };
}

describe("an answer with a JSON schema", () => {
  it("is taken as it comes when it fits", async () => {
    const { callLlm, calls } = answering('{"a":1}');
    const { result, notices } = await runKind(llmGenerateNode, { data, inputs: { prompt: "go" }, callLlm });
    expect(result).toEqual({ output: { text: '{"a":1}', json: { a: 1 } }, usage, payer });
    expect([calls.length, notices]).toEqual([1, []]);
  });

  it("is asked for once more with the fault named, told by a notice, and counted", async () => {
    const { callLlm, calls } = answering("sorry", '{"a":2}');
    const { result, notices, text } = await runKind(llmGenerateNode, { data, inputs: { prompt: "go" }, callLlm });
    expect(result.output).toEqual({ text: '{"a":2}', json: { a: 2 } });
    expect(result).toMatchObject({ calls: 2, usage: { totalTokens: 6 } });
    expect(notices).toEqual([
      {
        code: "json_repair",
        message: "The first answer did not fit the JSON schema, so the model was asked once more.",
      },
    ]);
    expect(calls[1]?.messages).toEqual([
      { role: "user", content: "go" },
      { role: "assistant", content: "sorry" },
      { role: "user", content: expect.stringContaining("It is not JSON.") },
    ]);
    expect(text).toBe("sorry");
  });

  it("fails after the second try with the raw text kept and both calls counted", async () => {
    const { callLlm, calls } = answering("sorry", "still sorry", '{"a":3}');
    const failing = runKind(llmGenerateNode, { data, inputs: { prompt: "go" }, callLlm });
    await expect(failing).rejects.toMatchObject({
      code: "schema_mismatch",
      facts: { text: "still sorry", calls: 2, usage: { totalTokens: 6 }, payer },
    });
    expect(calls).toHaveLength(2);
  });

  it("is not asked for again after any other failure", async () => {
    let calls = 0;
    const callLlm: CallLlm = async function* () {
      calls++;
      yield* [];
      throw new AppError("rate_limited", "Too many.");
    };
    await expect(runKind(llmGenerateNode, { data, callLlm })).rejects.toMatchObject({ code: "rate_limited" });
    expect(calls).toBe(1);
  });
});

describe("the settings that shape a result", () => {
  it("leave out who pays and how many run at once", () => {
    const settings = { provider: "openai", model: "m", temperature: 1 } as const;
    expect(llmGenerateNode.resultSettings?.({ ...settings, account: "a", maxParallel: 3 })).toEqual(settings);
    expect(compareNode.resultSettings?.({ variants: [{ ...settings, account: "a" }], maxParallel: 3 })).toEqual([
      settings,
    ]);
  });

  it("are what a model is called with, without those of the list", async () => {
    const { callLlm, calls } = answering("{}");
    await runKind(llmGenerateNode, {
      data: { ...data, cross: true, maxParallel: 2 },
      inputs: { prompt: "go" },
      callLlm,
    });
    expect(calls[0]).toEqual({
      ...data,
      messages: [{ role: "user", content: "go" }],
      system: undefined,
      images: undefined,
    });
  });
});

describe("files that are wired in", () => {
  const pdf = { asset: "a", mime: "application/pdf", bytes: 9 };
  const plain = { provider: "openai", model: "m" };
  const assets = {
    ...noAssets,
    toFileUrl: async ({ asset }: { asset: string }) => `data:application/pdf;base64,${asset}`,
  };

  it("go with the call, by the name they have or by their place", async () => {
    const { callLlm, calls } = answering("{}");
    const files = [
      { ...pdf, name: "report.pdf" },
      { ...pdf, asset: "b" },
    ];
    await runKind(llmGenerateNode, { data: plain, inputs: { prompt: "go", files }, assets, callLlm });
    expect(calls[0]?.files).toEqual([
      { name: "report.pdf", dataUrl: "data:application/pdf;base64,a" },
      { name: "file-2.pdf", dataUrl: "data:application/pdf;base64,b" },
    ]);
  });

  it.each([
    [{ ...pdf, mime: "text/csv" }, "not a PDF but text/csv"],
    ["text", "not a PDF. Wire its text into the prompt instead."],
  ])("are refused before a call when they are no PDF: %j", async (file, words) => {
    const { callLlm, calls } = answering("{}");
    const running = runKind(llmGenerateNode, { data: plain, inputs: { files: [file] }, assets, callLlm });
    await expect(running).rejects.toMatchObject({ code: "invalid_request", message: expect.stringContaining(words) });
    expect(calls).toEqual([]);
  });
});

describe("what an answer has beside its text", () => {
  const source = { url: "https://a.example/", title: "A", start: 0, end: 3 };
  const callLlm: CallLlm = async function* ({ provider, model }) {
    yield { type: "reasoning-delta", text: "Let me " };
    yield { type: "reasoning-delta", text: "look." };
    yield { type: "text-delta", text: "Yes" };
    yield { type: "source", ...source };
    const answer = { text: "Yes", sources: [source], reasoning: "Let me look.", usage, payer };
    yield {
      type: "end",
      result: { ...answer, provider, model, finishReason: "stop", notices: [], requestId: "r" },
    };
  };
  const asking = { provider: "openai", model: "m", webSearch: { required: true }, reasoningSummary: true } as const;
  const portsOf = (more: object) => llmGenerateNode.ports({ provider: "openai", model: "m", ...more }).outputs;

  it("is an output where the settings ask for it, and what the model thinks streams beside the text", async () => {
    const { result, text, reasoning } = await runKind(llmGenerateNode, { data: asking, callLlm });
    expect(result.output).toEqual({ text: "Yes", sources: [source], reasoning: "Let me look." });
    expect([text, reasoning]).toEqual(["Yes", "Let me look."]);
    expect(portsOf(asking).map(({ name }) => name)).toEqual(["text", "sources", "reasoning"]);
  });

  it("is no output where nobody asked", async () => {
    const quiet = { provider: "openai", model: "m", webSearch: false, reasoningSummary: false };
    const { result } = await runKind(llmGenerateNode, { data: quiet, callLlm });
    expect(result.output).toEqual({ text: "Yes" });
    expect(portsOf(quiet).map(({ name }) => name)).toEqual(["text"]);
  });

  it("is empty, not missing, where the model told nothing, so that what hangs on it runs", async () => {
    const { callLlm: plain } = answering("{}");
    const { result } = await runKind(llmGenerateNode, { data: { ...asking, webSearch: true }, callLlm: plain });
    expect(result.output).toMatchObject({ text: "{}", sources: [], reasoning: "" });
  });

  it("stands with the other results of a variant", async () => {
    const { result } = await runKind(compareNode, { data: { variants: [asking] }, callLlm });
    const told = { text: "Yes", sources: [source], reasoning: "Let me look." };
    expect(result.output).toEqual({ results: { provider: "openai", model: "m", ...told } });
  });
});

describe("a comparison", () => {
  it("is refused while it has no variant, or one without a model", async () => {
    const surroundings = { wired: new Set<string>(), runInputs: {} };
    const variant = (model: string) => ({ provider: "openai" as const, model });
    expect(await compareNode.problem?.({ variants: [] }, surroundings)).toContain("add a variant");
    expect(await compareNode.problem?.({ variants: [variant("a"), variant("")] }, surroundings)).toContain("variant 2");
    expect(await compareNode.problem?.({ variants: [variant("a")] }, surroundings)).toBeUndefined();
  });
});
