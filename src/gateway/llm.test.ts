import { expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { createLog } from "@/lib/log";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { LlmCall, LlmEvent } from "@/types/llm";
import { startTestGateway, type TestGateway } from "./testGateway";

it("logs a bug that strikes in the middle of a stream, under the reference that the person gets", async () => {
  const logged: string[] = [];
  const services = useServices(await testDirectory(), {
    log: createLog("error", { write: (line) => logged.push(line) }),
    callLlm: async function* () {
      yield { type: "text-delta", text: "half" };
      throw new Error("a bug");
    },
  });
  const { ask } = await startTestGateway(services);
  const body = { provider: "openai", model: "m", prompt: "hi", stream: true };
  const response = await ask("/api/llm", { method: "POST", body });
  const reference = response.headers.get("x-request-id");
  expect(await response.text()).toMatch(new RegExp(`half.*event: error.*"internal".*${reference}`, "s"));
  expect(logged).toEqual([expect.stringMatching(new RegExp(`${reference}.*a bug`))]);
});

it("says in the header how long a refusal holds that passes by itself", async () => {
  const services = useServices(await testDirectory(), {
    // biome-ignore lint/correctness/useYield: it is refused before anything comes
    callLlm: async function* () {
      throw new AppError("rate_limited", "Too much at once.", { retryAfterMs: 2500 });
    },
  });
  const { ask } = await startTestGateway(services);
  const response = await ask("/api/llm", { method: "POST", body: { provider: "openai", model: "m", prompt: "hi" } });
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3"]);
});

const call = { provider: "openai", model: "m" } as const;
const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const about = { ...call, payer, requestId: "r" };
const toolCalls = [{ id: "call_1", name: "look_up", arguments: '{"city":"Bern"}' }];
const result = {
  ...about,
  text: "Let me look.",
  toolCalls,
  state: { provider: "openai", items: [{ type: "reasoning", encrypted_content: "x" }] },
  sources: [{ url: "https://a.example/", title: "A", start: 0, end: 3 }],
  reasoning: "I have to look.",
  finishReason: "tool_calls" as const,
  usage,
  notices: [],
};

/** A server whose model asks for a call, with sources and a summary. */
async function useServerThatCalls(): Promise<TestGateway & { asked: LlmCall[] }> {
  const asked: LlmCall[] = [];
  const services = useServices(await testDirectory(), {
    callLlm: async function* (sent): AsyncGenerator<LlmEvent> {
      asked.push(sent);
      yield { type: "start", ...about };
      yield { type: "reasoning-delta", text: "I have to look." };
      yield { type: "text-delta", text: "Let me look." };
      yield { type: "source", url: "https://a.example/", title: "A", start: 0, end: 3 };
      for (const each of toolCalls) yield { type: "tool-call", ...each };
      yield { type: "end", result };
    },
  });
  return { asked, ...(await startTestGateway(services)) };
}

const tools = [{ name: "look_up", description: "Weather", parameters: { type: "object" }, strict: true }];
const messages = [
  { role: "user", content: "Weather?" },
  { role: "assistant", content: "", toolCalls, state: { provider: "openai", items: [] } },
  { role: "tool", toolCallId: "call_1", content: "4 degrees" },
];

it("takes tools, results, files and a required search, and answers with calls, state, sources and reasoning", async () => {
  const { asked, ask } = await useServerThatCalls();
  const files = [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,JVBERi0x" }];
  const rest = { tools, toolChoice: { name: "look_up" }, parallelToolCalls: false, webSearch: { required: true } };
  const body = { ...call, messages, files, ...rest, reasoningSummary: true };
  const response = await ask("/api/llm", { method: "POST", body });
  expect(await response.json()).toEqual(result);
  expect(asked).toEqual([body]);
});

it("streams each of them as an event of its own", async () => {
  const { ask } = await useServerThatCalls();
  const response = await ask("/api/llm", { method: "POST", body: { ...call, prompt: "Weather?", stream: true } });
  const events = (await response.text())
    .split("\n\n")
    .map((event) => /event: (\S+)\ndata: (.*)/s.exec(event))
    .flatMap((found) => (found === null ? [] : [[found[1], JSON.parse(found[2] ?? "")]]));
  expect(events).toEqual([
    ["start", about],
    ["reasoning-delta", { text: "I have to look." }],
    ["text-delta", { text: "Let me look." }],
    ["source", result.sources[0]],
    ["tool-call", toolCalls[0]],
    ["end", result],
  ]);
});

it.each([
  ["a name that is none", { tools: [{ name: "look up", parameters: {} }] }],
  ["a tool without parameters", { tools: [{ name: "a" }] }],
  ["too many tools", { tools: Array.from({ length: 129 }, (_, index) => ({ name: `t${index}`, parameters: {} })) }],
  ["a choice of another kind", { tools, toolChoice: "maybe" }],
  ["a result without its call's id", { messages: [{ role: "tool", tool_call_id: "x", content: "4" }] }],
  ["calls of a person", { messages: [{ role: "user", content: "x", toolCalls }] }],
  ["a misspelt field of an answer", { messages: [{ role: "assistant", content: "x", tool_calls: toolCalls }] }],
  ["a search that is not required", { webSearch: { required: false } }],
  ["a file that is no data URL of a PDF", { files: [{ name: "a", dataUrl: "data:text/plain;base64,AAAA" }] }],
  ["a cache scope, which is the engine's", { cacheScope: "mine" }],
])("refuses %s", async (_, more) => {
  const { asked, ask } = await useServerThatCalls();
  const prompt = "messages" in more ? {} : { prompt: "hi" };
  const response = await ask("/api/llm", { method: "POST", body: { ...call, ...prompt, ...more } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "invalid_request" } });
  expect(asked).toEqual([]);
});
