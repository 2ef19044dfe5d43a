import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { Failure } from "@/lib/llm/failure";
import type { ProviderEvent } from "@/lib/llm/provider";
import { decodeBatches } from "@/lib/sse/decode";
import { createAnthropicReader, nothingBefore, type Paused } from "./reader";

const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}.txt`, import.meta.url), "utf8");
const owner = { provider: "anthropic", payer: "env", model: "claude-sonnet-5-5" } as const;
const asked = { upstream: "Anthropic", model: owner.model };

function setUp({ before = nothingBefore, mustSearch = false } = {}) {
  const paused: Paused[] = [];
  const reader = createAnthropicReader(asked, { owner, before, mustSearch, onPause: (held) => paused.push(held) });
  const events: ProviderEvent[] = [];
  let failure: Failure | undefined;
  const feed = (...messages: object[]) => {
    for (const message of messages) {
      const reading = reader.read(message);
      events.push(...(reading?.events ?? []));
      failure ??= reading?.failure;
    }
  };
  return { reader, events, paused, feed, failure: () => failure };
}

async function messagesOf(text: string, size: number): Promise<object[]> {
  const messages: object[] = [];
  for await (const batch of decodeBatches(streamOf(text, size).getReader())) {
    messages.push(...batch.map(({ data }) => JSON.parse(data)));
  }
  return messages;
}

const textIn = (events: ProviderEvent[], type: ProviderEvent["type"]) =>
  events.map((event) => (event.type === type && "text" in event ? event.text : "")).join("");
const blockOf = (index: number, block: object, ...deltas: object[]) => [
  { type: "content_block_start", index, content_block: block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];
const stopped = (reason: string, more: object = {}) => [
  { type: "message_delta", delta: { stop_reason: reason, ...more }, usage: { output_tokens: 3 } },
  { type: "message_stop" },
];
const text = "Grüße aus Zürich – 東京の朝 ☕️ 👩‍🚀.\n\nAccording to A, it is 👍 sunny.";

describe.each([1, 2, 3, 7])("a stream cut every %i bytes", (size) => {
  test("gives text, thoughts, and what is cited at its place", async () => {
    const { feed, events } = setUp();
    feed(...(await messagesOf(fixture("answer"), size)));
    expect(textIn(events, "text-delta")).toBe(text);
    expect(textIn(events, "reasoning-delta")).toBe("The person greets Zürich.");
    const start = text.indexOf("it is");
    expect(events.filter(({ type }) => type === "source")).toEqual([
      { type: "source", url: "https://a.example/x", title: "A | x", start, end: text.length - 1 },
    ]);
    expect(events.at(-1)).toMatchObject({
      type: "end",
      text,
      finishReason: "stop",
      usage: { inputTokens: 34, cachedInputTokens: 8, outputTokens: 55, reasoningTokens: 12, totalTokens: 89 },
    });
  });

  test("gives its calls once it is whole, and what has to come back in its order", async () => {
    const { feed, events } = setUp();
    feed(...(await messagesOf(fixture("calls"), size)));
    expect(events.slice(-3)).toMatchObject([
      { type: "tool-call", id: "toolu_01A", name: "get_weather", arguments: '{"city":"Zürich"}' },
      { type: "tool-call", id: "toolu_01B", name: "get_time", arguments: "{}" },
      { type: "end", text: "I'll look.", finishReason: "tool_calls" },
    ]);
    expect(events.at(-1)).toMatchObject({
      state: {
        ...owner,
        items: [
          { type: "thinking", thinking: "", signature: "SIGNED==" },
          { type: "text", text: "I'll look." },
          { type: "tool_use", id: "toolu_01A", input: { city: "Zürich" } },
          { type: "tool_use", id: "toolu_01B", input: {} },
        ],
      },
    });
  });
});

test("an answer of text alone has nothing that must come back", () => {
  const { feed, events } = setUp();
  feed(...blockOf(0, { type: "text", text: "" }, { type: "text_delta", text: "Hi" }), ...stopped("end_turn"));
  expect(events.at(-1)).not.toHaveProperty("state");
});

test("an answer that came whole is read like a stream", () => {
  const { feed, events } = setUp();
  const content = [
    { type: "thinking", thinking: "Hm.", signature: "s" },
    { type: "text", text: "Hi" },
    { type: "tool_use", id: "t1", name: "add", input: { a: 1 } },
  ];
  feed({ type: "message", content, stop_reason: "tool_use", usage: { input_tokens: 2, output_tokens: 3 } });
  expect(events).toMatchObject([
    { type: "reasoning-delta", text: "Hm." },
    { type: "text-delta", text: "Hi" },
    { type: "tool-call", id: "t1", name: "add", arguments: '{"a":1}' },
    { type: "end", text: "Hi", finishReason: "tool_calls", usage: { totalTokens: 5 } },
  ]);
});

test("a call of an answer that was cut is not acted upon", () => {
  const { feed, events } = setUp();
  const call = { type: "tool_use", id: "t1", name: "add", input: {} };
  feed(...blockOf(0, call, { type: "input_json_delta", partial_json: '{"a":' }), ...stopped("max_tokens"));
  expect(events).toMatchObject([{ type: "end", finishReason: "length" }]);
});

test("a stream that ends before its reason is not an answer", () => {
  const { feed, reader } = setUp();
  feed(...blockOf(0, { type: "text", text: "Hi" }));
  expect(reader.close?.(false)).toBeUndefined();
  feed({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: {} });
  expect(reader.close?.(false)).toMatchObject({ events: [{ type: "end", text: "Hi", finishReason: "stop" }] });
});

test.each([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
])("%s means %s", (reason, finishReason) => {
  const { feed, events } = setUp();
  feed(...blockOf(0, { type: "text", text: "Hi" }), ...stopped(reason));
  expect(events.at(-1)).toMatchObject({ finishReason });
});

test("a reason of a later day is told of", () => {
  const { feed, events } = setUp();
  feed(...blockOf(0, { type: "text", text: "Hi" }), ...stopped("compaction"));
  expect(events.slice(-2)).toMatchObject([{ type: "notice", code: "unknown_finish" }, { finishReason: "other" }]);
});

test("a refusal says why", () => {
  const { feed, failure } = setUp();
  const details = { type: "refusal", category: "cyber", explanation: "This could do harm." };
  feed(...blockOf(0, { type: "text", text: "Well" }), ...stopped("refusal", { stop_details: details }));
  expect(failure()?.error).toMatchObject({
    code: "content_rejected",
    facts: { reason: "cyber", upstreamMessage: "This could do harm." },
  });
});

test("an answer without text is a failure, unless it calls", () => {
  const { feed, failure } = setUp();
  feed({ type: "message_start", message: { usage: {} } }, ...stopped("end_turn"));
  expect(failure()?.error.code).toBe("upstream_interrupted");
});

test("an error in the stream may be tried again when the server is to blame", () => {
  const { feed, failure } = setUp();
  feed({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
  expect(failure()).toMatchObject({ retry: "server", error: { code: "upstream_unavailable" } });
});

test("what a later version sends beside the answer is let be, and what is no event is not ours", () => {
  const { reader } = setUp();
  expect(reader.read({ type: "response.created" })).toBeUndefined();
  reader.read({ type: "message_start", message: {} });
  expect(reader.read({ type: "thread_notice" })).toEqual({ events: [] });
  expect(reader.read({ choices: [] })).toBeUndefined();
  expect(reader.read("text")).toBeUndefined();
});

describe("a search", () => {
  const result = (content: unknown) => blockOf(0, { type: "web_search_tool_result", tool_use_id: "s", content });
  const page = { type: "web_search_result", url: "https://a.example", title: "A" };
  const said = blockOf(1, { type: "text", text: "So." });

  test("gives the pages that were found where none is cited", () => {
    const { feed, events } = setUp({ mustSearch: true });
    feed(...result([page]), ...said, ...stopped("end_turn"));
    expect(events.slice(1, -1)).toEqual([{ type: "source", url: "https://a.example", title: "A" }]);
  });

  test.each([
    ["is told when none was made", []],
    ["that failed is none", result({ type: "web_search_tool_result_error", error_code: "unavailable" })],
  ])("that was required %s", (_title, searched) => {
    const { feed, events } = setUp({ mustSearch: true });
    feed(...searched, ...said, ...stopped("end_turn"));
    expect(events.at(-2)).toMatchObject({ type: "notice", code: "search_not_used" });
  });

  test("that takes long goes on where it paused, as one answer", () => {
    const first = setUp();
    first.feed(...blockOf(0, { type: "text", text: "Looking." }), ...result([page]), ...stopped("pause_turn"));
    const [before] = first.paused;
    expect(before).toMatchObject({ text: "Looking.", blocks: [{ type: "text" }, { type: "web_search_tool_result" }] });
    const cited = { type: "text", text: "Found", citations: [{ url: "https://a.example", title: "A" }] };
    const { feed, events } = setUp({ before: before ?? nothingBefore });
    feed(...blockOf(0, cited), ...stopped("end_turn"));
    expect(events.slice(0, 2)).toEqual([
      { type: "text-delta", text: "\n\nFound" },
      { type: "source", url: "https://a.example", title: "A", start: 10, end: 15 },
    ]);
    expect(events.at(-1)).toMatchObject({ text: "Looking.\n\nFound", usage: { outputTokens: 6 } });
  });
});
