import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  credentialSource,
  drain,
  fakeFetch,
  fakeTiming,
  keyPayer,
  refusal,
  sse,
  streamOf,
} from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall } from "@/types/llm";
import { createAnthropicProvider } from "./provider";

const recorded = readFileSync(new URL("./__fixtures__/answer.txt", import.meta.url), "utf8");
const model = "claude-sonnet-5-5";
const call: LlmCall = { provider: "anthropic", model, messages: [{ role: "user", content: "hi" }] };
const never = new AbortController().signal;
const refuse = (status: number, type: string, message: string, more: object = {}, headers = {}) =>
  refusal(status, { type: "error", error: { type, message, ...more }, request_id: "req_1" }, headers);
const paused = recorded.replace('"stop_reason":"end_turn"', '"stop_reason":"pause_turn"');
const add = { name: "add", parameters: { type: "object", properties: {}, additionalProperties: false } };

function setUp(...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const { timing, slept } = fakeTiming();
  const deps = { fetch: upstream.fetch, timing, idleTimeoutMs: 300_000 };
  const provider = createAnthropicProvider({ baseUrl: "https://api.anthropic.com" }, deps);
  const { source } = credentialSource({ ...keyPayer, provider: "anthropic" }, { bearer: "sk-ant-key" });
  const run = (more: Partial<LlmCall> = {}) =>
    drain<ProviderEvent>(provider.stream({ ...call, ...more }, source, never));
  return { ...upstream, slept, provider, source, run };
}

test("a call goes to the API with its key and version", async () => {
  const up = setUp(sse(streamOf(recorded, 3)));
  const { items, error } = await up.run();
  expect(error).toBeUndefined();
  expect(items.at(-1)).toMatchObject({ type: "end", finishReason: "stop" });
  expect(up.sent).toMatchObject([
    {
      url: "https://api.anthropic.com/v1/messages",
      headers: { "x-api-key": "sk-ant-key", "anthropic-version": "2023-06-01", "content-type": "application/json" },
      body: { model, stream: true },
    },
  ]);
});

test.each(["", "/v1", "/v1/messages"])("a base URL may end with %j", async (end) => {
  const up = setUp(Response.json({ data: [{ id: "house/claude-large" }] }), sse(recorded));
  const { source } = credentialSource(
    { ...keyPayer, provider: "anthropic" },
    { baseUrl: `https://gateway.example${end}` },
  );
  const { models } = await up.provider.listModels(source, never);
  await drain(up.provider.stream({ ...call, model: "house/claude-large" }, source, never));
  expect(models.map(({ id }) => id)).toEqual(["house/claude-large"]);
  expect(up.sent.map(({ url }) => url)).toEqual([
    "https://gateway.example/v1/models?limit=1000",
    "https://gateway.example/v1/messages",
  ]);
});

test("every page of the list is read, and what it tells decides how a model is asked", async () => {
  const yes = { supported: true };
  const no = { supported: false };
  const record = {
    id: model,
    max_tokens: 9000,
    capabilities: {
      effort: { supported: false },
      thinking: { supported: true, types: { adaptive: no, enabled: yes, disabled: yes } },
      structured_outputs: no,
    },
  };
  const up = setUp(
    Response.json({ data: [{ id: "claude-a", display_name: "A" }], has_more: true, last_id: "claude-a" }),
    Response.json({ data: [record], has_more: false, last_id: model }),
    sse(recorded),
  );
  const { models } = await up.provider.listModels(up.source, never);
  expect(models.map(({ name }) => name)).toEqual(["A", model]);
  expect(up.sent[1]?.url).toMatch(/&after_id=claude-a$/);
  await up.run({ reasoningEffort: "high", tools: [add] });
  expect(up.sent[2]?.body).toMatchObject({
    max_tokens: 9000,
    thinking: { type: "enabled", budget_tokens: 4500 },
    tools: [{ name: "add" }],
  });
  expect(JSON.stringify(up.sent[2]?.body)).not.toContain("strict");
});

test("a search that pauses is gone on with, and is one answer", async () => {
  const up = setUp(sse(paused), sse(recorded));
  const { items } = await up.run({ webSearch: true });
  const held = up.sent[1]?.body.messages as { role: string; content: object[] }[];
  expect(held.at(-1)).toMatchObject({
    role: "assistant",
    content: [{ type: "thinking" }, { type: "text" }, {}, {}, {}, {}, {}],
  });
  const text = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  expect(items.filter(({ type }) => type === "end")).toMatchObject([{ text, usage: { outputTokens: 110 } }]);
});

test("a search that does nothing but pause ends, and is told of", async () => {
  const up = setUp(() => sse(paused));
  const { items } = await up.run({ webSearch: true });
  expect(up.sent).toHaveLength(6);
  expect(items.slice(-2)).toMatchObject([{ code: "unknown_finish" }, { type: "end", finishReason: "other" }]);
});

test("a temperature that goes not with thinking is told of", async () => {
  const up = setUp(sse(recorded));
  const { items } = await up.run({ model: "claude-opus-4-6", temperature: 1, reasoningEffort: "low" });
  expect(items[0]).toMatchObject({ type: "notice", code: "setting_left_out", message: expect.stringMatching(/^Temp/) });
});

describe("what a model refuses is asked for in another way, once, and not again", () => {
  test.each<[string, string, Partial<LlmCall>, RegExp]>([
    [
      "a schema",
      "output_config.format.schema: Recursive schemas are not supported",
      { jsonSchema: { type: "object" } },
      /output_config/,
    ],
    ["bound functions", "tools.0.custom: Schema is too complex for strict mode", { tools: [add] }, /"strict"/],
    [
      "the first form of the search",
      "'claude-x' does not support tool types: web_search_20250305.",
      { webSearch: true },
      /web_search_20250305/,
    ],
  ])("%s", async (_title, words, more, was) => {
    const up = setUp(refuse(400, "invalid_request_error", words), () => sse(recorded));
    const first = await up.run(more);
    const second = await up.run(more);
    expect([first.error, second.error]).toEqual([undefined, undefined]);
    expect(up.sent.map(({ body }) => was.test(JSON.stringify(body)))).toEqual([true, false, false]);
  });

  test("but what is refused again is a failure", async () => {
    const up = setUp(() => refuse(400, "invalid_request_error", "tools.0.custom.input_schema: no"));
    const { error } = await up.run({ tools: [add] });
    expect(up.sent).toHaveLength(2);
    expect(error).toMatchObject({ code: "unsupported_option" });
  });
});

describe("a refusal", () => {
  test.each([
    [401, "authentication_error", "invalid x-api-key", "auth_required"],
    [403, "permission_error", "Your key may not use this model.", "upstream_rejected"],
    [404, "not_found_error", "model: claude-x", "model_not_available"],
    [404, "not_found_error", "Not Found", "upstream_rejected"],
    [402, "billing_error", "There is a problem with your billing.", "usage_limit_reached"],
    [
      400,
      "invalid_request_error",
      "Your credit balance is too low to access the Anthropic API.",
      "usage_limit_reached",
    ],
    [413, "request_too_large", "Request exceeds the maximum size", "context_too_long"],
    [400, "invalid_request_error", "prompt is too long: 200001 tokens > 200000 maximum", "context_too_long"],
    [
      400,
      "invalid_request_error",
      "input length and `max_tokens` exceed context limit: 190000 + 64000 > 200000",
      "context_too_long",
    ],
    [400, "invalid_request_error", "`temperature` is deprecated for this model.", "unsupported_option"],
    [400, "invalid_request_error", "temperature: range: 0..1", "unsupported_option"],
    [400, "invalid_request_error", "messages: at least one message is required", "upstream_rejected"],
  ])("%i %s (%s) is %s, and final", async (status, type, message, code) => {
    const up = setUp(() => refuse(status, type, message));
    const { error } = await up.run();
    expect(error).toMatchObject({ code });
    expect(up.sent).toHaveLength(1);
  });

  test("of a spend limit is known by its code", async () => {
    const details = { details: { error_code: "enforced_spend_limit_reached" } };
    const { error } = await setUp(() => refuse(429, "rate_limit_error", "Stop.", details)).run();
    expect(error).toMatchObject({ code: "usage_limit_reached", facts: { action: "manage_usage" } });
  });

  test("that asks for a pause gets it", async () => {
    const up = setUp(refuse(429, "rate_limit_error", "Slow down.", {}, { "retry-after": "7" }), sse(recorded));
    const { items, error } = await up.run();
    expect(error).toBeUndefined();
    expect(items[0]).toEqual({ type: "rate-limited" });
    expect(up.slept).toEqual([7000]);
  });

  test("of an overloaded server is tried again", async () => {
    const up = setUp(refuse(529, "overloaded_error", "Overloaded"), sse(recorded));
    expect((await up.run()).error).toBeUndefined();
    expect(up.sent).toHaveLength(2);
  });
});
