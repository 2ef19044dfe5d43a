import { describe, expect, it } from "vitest";
import type { DraftRequest } from "@/types/drafts";
import { AppError } from "@/types/errors";
import type { CallLlm, LlmCall } from "@/types/llm";
import { writeDraft } from "./writeDraft";

const wish: DraftRequest = { wish: "Write a poem", provider: "openai-auth", model: "gpt-test", account: "ada" };
const usage = { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0, totalTokens: 15 };

const good = JSON.stringify({
  name: "Poem",
  nodes: [
    { id: "ask", kind: "prompt", settings: { text: "A poem" } },
    { id: "write", kind: "llmGenerate", settings: {} },
  ],
  wires: [["ask.text", "write.prompt"]],
  remarks: ["Change the poem."],
});
const bad = good.replace('"write.prompt"', '"write.question"');

/** Answers with these texts in turn, and notes what it was asked. */
function answering(...texts: string[]) {
  const calls: LlmCall[] = [];
  const callLlm: CallLlm = async function* (call) {
    calls.push(call);
    const { provider, model } = call;
    const payer = { provider, label: "Ada" } as never;
    yield {
      type: "end",
      result: {
        ...{ text: texts[calls.length - 1] ?? "", provider, model, payer, usage, requestId: "r" },
        ...{ finishReason: "stop", notices: [] },
      },
    };
  };
  return { calls, callLlm };
}

const { signal } = new AbortController();

describe("a wish", () => {
  it("becomes a checked graph, drawn and paid by whom the person chose", async () => {
    const { calls, callLlm } = answering(good);
    const draft = await writeDraft(callLlm, wish, signal);
    expect(draft).toMatchObject({ name: "Poem", remarks: ["Change the poem."], rounds: 1, usage });
    expect(draft.nodes.map(({ type }) => type)).toEqual(["prompt", "llmGenerate"]);
    expect(calls[0]).toMatchObject({ provider: "openai-auth", model: "gpt-test", account: "ada" });
    expect(calls[0]?.messages).toEqual([{ role: "user", content: "Write a poem" }]);
  });

  it("is mended by naming the faults, and both answers count", async () => {
    const { calls, callLlm } = answering("no idea", bad, good);
    expect(await writeDraft(callLlm, wish, signal)).toMatchObject({ rounds: 3, usage: { totalTokens: 45 } });
    const last = calls[2]?.messages.at(-1)?.content;
    expect(last).toContain("Wire ask.text → write.question: one of the ports does not exist.");
    expect(calls[2]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
  });

  it("that is still wrong after three answers says why, and what was spent", async () => {
    const { calls, callLlm } = answering(bad, bad, bad, good);
    const error = await writeDraft(callLlm, wish, signal).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "schema_mismatch", facts: { usage: { totalTokens: 45 } } });
    expect(calls).toHaveLength(3);
  });

  it("brings another program's workflow as material, and a selection with what is fed from outside", async () => {
    const { calls, callLlm } = answering(good, good);
    await writeDraft(callLlm, { ...wish, wish: "", source: '{"class_type":"KSampler"}' }, signal);
    expect(calls[0]?.messages[0]?.content).toMatch(/what has no counterpart[\s\S]*KSampler/);
    const selection = {
      nodes: [{ id: "n", type: "prompt", data: { text: "{{x}}", asset: "secret" } }],
      edges: [{ id: "e", source: { node: "far", port: "text" }, target: { node: "n", port: "x" } }],
    };
    await writeDraft(callLlm, { ...wish, selection }, signal);
    const said = calls[1]?.messages[0]?.content;
    expect(said).toContain("Fed from outside: n.x.");
    expect(said).not.toContain("secret");
  });
});
