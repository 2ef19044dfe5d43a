import { expect, test } from "vitest";
import { credentialSource, drain, fakeFetch, fakeTiming, keyPayer, streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { LlmCall } from "@/types/llm";
import { createAnthropicProvider } from "./anthropic/provider";
import { createGeminiProvider } from "./gemini/provider";
import { keyBackend } from "./openaiResponses/backends";
import { createResponsesProvider } from "./openaiResponses/provider";
import type { ProviderEvent } from "./provider";

const never = new AbortController().signal;

/** One call on a key of each provider, answered by the body, cut every `size` bytes. */
async function ask(provider: "openai" | "google" | "anthropic", body: string, type = "text/event-stream", size = 5) {
  const reply = () => new Response(streamOf(body, size), { headers: { "content-type": type } });
  const upstream = fakeFetch(reply);
  const deps = { fetch: upstream.fetch, timing: fakeTiming().timing, idleTimeoutMs: 300_000 };
  const responses = { ...deps, newSessionId: () => "s1", promptStyle: "auto" as const };
  const providers = {
    openai: createResponsesProvider(keyBackend({ baseUrl: "https://gateway.example/v1" }), responses),
    google: createGeminiProvider({ baseUrl: "https://gateway.example" }, deps),
    anthropic: createAnthropicProvider({ baseUrl: "https://gateway.example" }, deps),
  };
  const call: LlmCall = { provider, model: "m", messages: [{ role: "user", content: "hi" }] };
  const { source } = credentialSource({ ...keyPayer, provider });
  const { items, error } = await drain<ProviderEvent>(providers[provider].stream(call, source, never));
  return { items, last: items.at(-1), error, requests: upstream.sent.length };
}

function sseOf(messages: unknown[]): string {
  return messages.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("");
}

const message = (text: string) => ({ type: "message", content: [{ type: "output_text", text }] });
const whole = { object: "response", status: "completed", output: [message("Grüezi")], usage: { input_tokens: 4 } };
const part = (text: string, more: object = {}) => ({ candidates: [{ content: { parts: [{ text }] }, ...more }] });
const list = [
  part("Grü"),
  part("ezi"),
  { ...part("", { finishReason: "STOP" }), usageMetadata: { promptTokenCount: 4 } },
];

const content = [{ type: "text", text: "Grüezi" }];
const wholeMessage = { type: "message", content, stop_reason: "end_turn", usage: { input_tokens: 4 } };
const begun = [
  { type: "message_start", message: { usage: { input_tokens: 4 } } },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "Grüezi" } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" } },
];

test.each([
  ["anthropic", "a whole message", JSON.stringify(wholeMessage), "application/json"],
  ["anthropic", "a whole message that is called a stream", JSON.stringify(wholeMessage), "text/event-stream"],
  ["anthropic", "a stream that is called JSON, without its last event", sseOf(begun), "application/json"],
  ["openai", "a whole response", JSON.stringify(whole), "application/json"],
  ["openai", "a whole response that is called a stream", JSON.stringify(whole), "text/event-stream"],
  ["openai", "a whole response that is called a page", JSON.stringify(whole), "text/html"],
  [
    "openai",
    "a whole response behind a mark and white space",
    `\ufeff \n${JSON.stringify(whole, null, 2)}\n`,
    "application/json",
  ],
  ["openai", "a list of events", JSON.stringify([{ type: "response.completed", response: whole }]), "application/json"],
  [
    "openai",
    "a stream that is called JSON",
    `data: ${JSON.stringify({ type: "response.completed", response: whole })}\n\n`,
    "application/json",
  ],
  [
    "openai",
    "a last event without its blank line",
    `data: ${JSON.stringify({ type: "response.completed", response: whole })}`,
    "text/event-stream",
  ],
  ["google", "a list of chunks", JSON.stringify(list), "application/json"],
  [
    "google",
    "one chunk",
    JSON.stringify({ ...part("Grüezi", { finishReason: "STOP" }), usageMetadata: { promptTokenCount: 4 } }),
    "application/json",
  ],
  ["google", "a chunk on each line", list.map((chunk) => JSON.stringify(chunk)).join("\n"), "application/x-ndjson"],
  [
    "google",
    "a last event without its line end",
    list.map((chunk) => `data: ${JSON.stringify(chunk)}`).join("\n\n"),
    "text/event-stream",
  ],
] as const)("from %s %s is taken as the answer, in one call", async (provider, _, body, type) => {
  const { last, error, requests } = await ask(provider, body, type);
  expect(error).toBeUndefined();
  expect(last).toMatchObject({ type: "end", text: "Grüezi", finishReason: "stop", usage: { inputTokens: 4 } });
  expect(requests).toBe(1);
});

const sse = (...messages: unknown[]) => sseOf(messages);

test.each([
  ["openai", JSON.stringify({ error: { message: "The house is full", code: 404 } }), "upstream_rejected"],
  ["openai", JSON.stringify({ error: "The house is full" }), "upstream_rejected"],
  [
    "openai",
    JSON.stringify({ success: false, errors: [{ code: 7, message: "The house is full" }] }),
    "upstream_rejected",
  ],
  [
    "openai",
    JSON.stringify({ ...whole, status: "failed", output: [], error: { code: "x", message: "The house is full" } }),
    "upstream_rejected",
  ],
  ["openai", "The house is full", "upstream_rejected"],
  ["openai", "error: The house is full\n\n", "upstream_rejected"],
  ["openai", sse({ error: { message: "The house is full", code: 400 } }), "upstream_rejected"],
  ["openai", sse({ error: { message: "The house is full: too many tokens", code: 400 } }), "context_too_long"],
  ["openai", "event: error\ndata: The house is full", "upstream_rejected"],
  ["openai", 'event: error\ndata: {"code":"bio_policy","message":"The house is full"}\n\n', "content_rejected"],
  ["openai", 'event: error\ndata: {"error":{"message":"The house is full"}}\n\n', "upstream_rejected"],
  [
    "google",
    JSON.stringify({ error: { code: 400, message: "The house is full", status: "INVALID_ARGUMENT" } }),
    "upstream_rejected",
  ],
  ["google", JSON.stringify([{ error: { code: 403, message: "The house is full" } }]), "upstream_rejected"],
  ["google", JSON.stringify({ detail: { error: "The house is full" } }), "upstream_rejected"],
  ["google", "event: error\ndata: The house is full\n\n", "upstream_rejected"],
  ["google", "The house is full", "upstream_rejected"],
  [
    "anthropic",
    sse({ type: "error", error: { type: "invalid_request_error", message: "The house is full" } }),
    "upstream_rejected",
  ],
  ["anthropic", "event: error\ndata: The house is full\n\n", "upstream_rejected"],
  ["anthropic", JSON.stringify({ detail: "The house is full" }), "upstream_rejected"],
  ["anthropic", "The house is full", "upstream_rejected"],
] as const)("an error inside a 200 of %s is told with its words, in one call: %s", async (provider, body, code) => {
  const { error, requests } = await ask(provider, body);
  expect(error).toMatchObject({ code, message: expect.stringContaining("The house is full") });
  expect(requests).toBe(1);
});

test.each([
  [
    "openai",
    `${sse({ object: "chat.completion.chunk", choices: [{ delta: { content: "Hi" } }] })}data: [DONE]\n\n`,
    "chat.completion.chunk",
  ],
  ["openai", sse({ type: "message_start" }, { type: "content_block_delta" }), "message_start"],
  ["openai", JSON.stringify({ object: "chat.completion", choices: [] }), "chat.completion"],
  ["google", JSON.stringify({ object: "response", output: [] }), "response"],
  ["google", "[]", "form that was not asked for"],
  ["anthropic", sse({ type: "response.created" }), "response.created"],
  ["anthropic", JSON.stringify({ object: "chat.completion", choices: [] }), "chat.completion"],
  ["openai", "null", "form that was not asked for"],
] as const)("an answer of another protocol is not asked for again, from %s: %s", async (provider, body, words) => {
  const { error, requests } = await ask(provider, body, "application/json");
  expect(error).toMatchObject({ code: "upstream_rejected", message: expect.stringContaining(words) });
  expect(requests).toBe(1);
});

test("an error whose kind says so is asked for again, also inside a 200", async () => {
  for (const body of [
    sse({ error: { code: "server_error" } }),
    JSON.stringify({ error: { code: 503, message: "Busy" } }),
  ]) {
    const { error, requests } = await ask("openai", body);
    expect(error).toMatchObject({ code: "upstream_unavailable" });
    expect(requests).toBe(6);
  }
});

test("an error behind a piece of text keeps the text", async () => {
  const delta = { type: "response.output_text.delta", delta: "Once" };
  const { error, requests } = await ask(
    "openai",
    `${sse(delta, { error: { message: "boom", code: "500" } })}data: [DONE]\n\n`,
  );
  expect(error).toMatchObject({ facts: { partialText: "Once", upstreamMessage: "boom" } });
  expect(requests).toBe(1);
});

test("a stream that breaks off inside an event is one that broke off", async () => {
  const { error, requests } = await ask("openai", 'data: {"type":"response.crea');
  expect(error).toMatchObject({ code: "upstream_interrupted" });
  expect(requests).toBe(6);
});

test.each([
  ["a reason in every chunk", [part("One ", { finishReason: "STOP" }), part("two", { finishReason: "STOP" })], "stop"],
  [
    "empty chunks with a reason first",
    [part("", { finishReason: "STOP" }), part("One "), part("two", { finishReason: "STOP" })],
    "stop",
  ],
  [
    "no reason of a later chunk",
    [part("One ", { finishReason: "MAX_TOKENS" }), part("two", { finishReason: "STOP" })],
    "length",
  ],
  ["a reason that is empty", [part("One ", { finishReason: "" }), part("two", { finishReason: "STOP" })], "stop"],
] as const)("a finish reason is not the end of Gemini's stream: %s", async (_, chunks, finishReason) => {
  const { last, error } = await ask("google", sse(...chunks));
  expect(error).toBeUndefined();
  expect(last).toMatchObject({ type: "end", text: "One two", finishReason });
});

test("the usage may stand in other chunks than the reason", async () => {
  const before = { usageMetadata: { promptTokenCount: 7, totalTokenCount: 7 } };
  const after = { usageMetadata: { candidatesTokenCount: 2, totalTokenCount: 9 } };
  const { last } = await ask("google", sse(before, part("One", { finishReason: "STOP" }), after));
  expect(last).toMatchObject({ usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 } });
});

test.each([
  [sse(part("Once", { finishReason: "NEW_REASON" })), "NEW_REASON"],
  [JSON.stringify(part("Once")), "none given"],
])("a finish reason that is not known is a notice", async (body, reason) => {
  const { items } = await ask("google", body);
  expect(items.slice(-2)).toMatchObject([
    { type: "notice", code: "unknown_finish", message: expect.stringContaining(reason) },
    { type: "end", text: "Once", finishReason: "other" },
  ]);
});

test("an answer that named its end counts when the connection then stays silent; one that did not is given up", async () => {
  for (const [chunks, expected] of [
    [[part("One ", { finishReason: "STOP" }), part("two")], { text: "One two" }],
    [[part("One ")], undefined],
  ] as const) {
    const clock = fakeTiming(0);
    const { fetch } = fakeFetch(({ init }) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(sse(...chunks)));
          init.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    });
    const deps = { fetch, timing: clock.timing, idleTimeoutMs: 300_000 };
    const provider = createGeminiProvider({ baseUrl: "https://gateway.example" }, deps);
    const call: LlmCall = { provider: "google", model: "m", messages: [{ role: "user", content: "hi" }] };
    const { source } = credentialSource({ ...keyPayer, provider: "google" });
    const outcome = drain<ProviderEvent>(provider.stream(call, source, never));
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(300_000);
    const { items, error } = await outcome;
    if (expected === undefined) expect(error).toMatchObject({ code: "timeout", facts: { partialText: "One " } });
    else expect(items.at(-1)).toMatchObject({ type: "end", ...expected });
  }
});
