import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseConfig } from "@/lib/config";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { tinyPdf } from "@/simulator/testkit/tinyPdf";
import type { LlmCall, Message, Notice, Source, ToolCall } from "@/types/llm";
import { credentialSource, keyPayer } from "./__fixtures__/upstream";
import type { ProviderEvent } from "./provider";
import { createProviders } from "./providers";

/** What an answer carries beside its text, with servers that refuse what the real upstreams refuse. */

let simulator: Simulator;
const never = new AbortController().signal;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

type End = Extract<ProviderEvent, { type: "end" }>;

async function ask(call: LlmCall, payer = "env", key = "simulated-key") {
  const providers = createProviders(parseConfig(simulator.env), { idleTimeoutMs: 2000 });
  const { source } = credentialSource({ ...keyPayer, id: payer, provider: call.provider }, { bearer: key });
  await providers[call.provider].listModels(source, never);
  const seen = { calls: [] as ToolCall[], sources: [] as Source[], notices: [] as Notice[], reasoning: "" };
  let end: End | undefined;
  for await (const event of providers[call.provider].stream(call, source, never)) {
    if (event.type === "tool-call") seen.calls.push({ id: event.id, name: event.name, arguments: event.arguments });
    if (event.type === "source") seen.sources.push(event);
    if (event.type === "notice") seen.notices.push({ code: event.code, message: event.message });
    if (event.type === "reasoning-delta") seen.reasoning += event.text;
    if (event.type === "end") end = event;
  }
  if (end === undefined) throw new Error("The answer has no end.");
  const { text, state, finishReason, usage } = end;
  const answered: Message = {
    role: "assistant",
    content: text,
    ...(seen.calls.length > 0 ? { toolCalls: seen.calls } : {}),
    ...(state === undefined ? {} : { state }),
  };
  return { ...seen, text, finishReason, usage, answered };
}

const models = [
  ["anthropic", "claude-sonnet-5-5"],
  ["anthropic", "claude-haiku-4-5-20251001"],
  ["google", "gemini-3-flash-preview"],
  ["google", "gemini-2.5-flash"],
] as const;
const tools = ["get_weather", "get_time"].map((name) => ({
  name,
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
}));
const user = (content: string): Message => ({ role: "user", content });
const resultsOf = (calls: ToolCall[], round: number): Message[] =>
  calls.map(({ id, name }) => ({ role: "tool", toolCallId: id, content: `${name} ${round}` }));
const rounds = `[call:get_weather {"city":"Rome"}] [call:get_time {"city":"Rome"}] [then] [call:get_weather {"city":"Bari"}] [call:get_time {"city":"Bari"}] How is it there?`;

test.each(models)("%s %s calls in parallel over two rounds, thinking, and then answers", async (provider, model) => {
  const call: LlmCall = {
    provider,
    model,
    messages: [user(rounds)],
    tools,
    reasoningEffort: "low",
    reasoningSummary: true,
  };
  const first = await ask(call);
  expect(first).toMatchObject({ finishReason: "tool_calls", calls: [{ name: "get_weather" }, { name: "get_time" }] });
  const afterFirst = [...call.messages, first.answered, ...resultsOf(first.calls, 1)];
  const second = await ask({ ...call, messages: afterFirst });
  expect(second.calls.map(({ arguments: input }) => JSON.parse(input))).toEqual([{ city: "Bari" }, { city: "Bari" }]);
  const third = await ask({ ...call, messages: [...afterFirst, second.answered, ...resultsOf(second.calls, 2)] });
  expect(third).toMatchObject({ finishReason: "stop", calls: [], notices: [] });
  expect(third.text).toContain("get_time 2");
  expect(third.reasoning).not.toBe("");
  expect(new Set([...first.calls, ...second.calls].map(({ id }) => id)).size).toBe(4);
});

test.each(models)("%s %s goes on with calls of which nobody kept the state", async (provider, model) => {
  const call: LlmCall = { provider, model, messages: [user(rounds)], tools, reasoningEffort: "low" };
  const { calls } = await ask(call);
  const stateless: Message = { role: "assistant", content: "", toolCalls: calls };
  const second = await ask({ ...call, messages: [...call.messages, stateless, ...resultsOf(calls, 1)] });
  expect(second.calls).toHaveLength(2);
});

test("Gemini goes on without the thoughts of another key, and tells of it", async () => {
  const call: LlmCall = { provider: "google", model: "gemini-3-flash-preview", messages: [user(rounds)], tools };
  const { answered, calls } = await ask(call);
  const messages = [...call.messages, answered, ...resultsOf(calls, 1)];
  const other = await ask({ ...call, messages }, "other", "another-key");
  expect(other).toMatchObject({ finishReason: "tool_calls", notices: [{ code: "reasoning_dropped" }] });
  // The same payer with another key: only the refusal tells.
  expect(await ask({ ...call, messages }, "env", "another-key")).toMatchObject({
    notices: [{ code: "reasoning_dropped" }],
  });
});

test.each(models)("%s %s calls what it must, or one at a time", async (provider, model) => {
  const call: LlmCall = { provider, model, messages: [user("Hello there")], tools };
  expect((await ask({ ...call, toolChoice: { name: "get_time" } })).calls).toMatchObject([{ name: "get_time" }]);
  expect((await ask({ ...call, toolChoice: "none" })).calls).toEqual([]);
  expect((await ask({ ...call, messages: [user(rounds)], parallelToolCalls: false })).calls).toHaveLength(1);
});

test.each(models)("%s %s searches, and says where each part comes from", async (provider, model) => {
  const call: LlmCall = {
    provider,
    model,
    messages: [user("[search:2] 👍 the news about rivers")],
    webSearch: { required: true },
  };
  const { text, sources, notices, usage } = await ask(call);
  expect(notices).toEqual([]);
  expect(sources.map(({ start, end }) => text.slice(start, end))).toEqual(["Page 1 agrees", "Page 2 agrees"]);
  expect(sources[0]).toMatchObject({ url: expect.stringMatching(/^https:/), title: expect.any(String) });
  expect(usage.inputTokens).toBeGreaterThan(0);
  const none = await ask({ ...call, messages: [user("[no-search] rivers")] });
  expect(none.notices).toMatchObject([{ code: "search_not_used" }]);
});

test("Anthropic goes on with a search that pauses", async () => {
  const messages = [user("[pause] [search:2] the news about rivers")];
  const { text, sources, finishReason } = await ask({
    provider: "anthropic",
    model: "claude-sonnet-5-5",
    messages,
    webSearch: true,
    reasoningSummary: true,
  });
  expect(finishReason).toBe("stop");
  expect(sources.map(({ start, end }) => text.slice(start, end))).toEqual(["Page 1 agrees", "Page 2 agrees"]);
});

test.each(models)("%s %s reads a PDF, and answers by a schema beside tools and a search", async (provider, model) => {
  const files = [{ name: "a.pdf", dataUrl: tinyPdf(4) }];
  const call: LlmCall = { provider, model, messages: [user("rivers")] };
  const withFile = await ask({ ...call, files });
  expect(withFile.usage.inputTokens).toBeGreaterThan((await ask(call)).usage.inputTokens + 1000);
  const jsonSchema = { type: "object", properties: { n: { type: "integer", minimum: 1 } }, required: ["n"] };
  const bound = await ask({ ...call, jsonSchema });
  expect(JSON.parse(bound.text)).toEqual({ n: expect.any(Number) });
  const together = await ask({ ...call, jsonSchema, tools, webSearch: true });
  expect(together.text).not.toBe("");
});

test("a long instruction is found again by Anthropic and Gemini", async () => {
  for (const [provider, model] of [models[0], models[2]]) {
    const system = `A long rule of ${provider}. `.repeat(400);
    const call: LlmCall = { provider, model, system, messages: [user("One")] };
    expect((await ask(call)).usage.cachedInputTokens).toBe(0);
    const { cachedInputTokens, inputTokens } = (await ask({ ...call, messages: [user("Two")] })).usage;
    expect(cachedInputTokens / inputTokens).toBeGreaterThan(0.9);
  }
});

test("what the model refuses is asked for in another way", async () => {
  const call: LlmCall = {
    provider: "anthropic",
    model: "claude-sonnet-5-5",
    messages: [user("[refuse:web_search] news")],
  };
  expect((await ask({ ...call, webSearch: true })).sources).not.toEqual([]);
  const closed = { name: "add", parameters: { type: "object", properties: {}, additionalProperties: false } };
  const { text } = await ask({ ...call, messages: [user("[refuse:strict] hi")], tools: [closed] });
  expect(text).not.toBe("");
});
