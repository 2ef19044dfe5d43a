import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import { decodeBatches } from "@/lib/sse/decode";
import { createGeminiReader } from "./reader";

const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}.txt`, import.meta.url), "utf8");
const owner = { provider: "google", payer: "env", model: "gemini-3.8-flash" } as const;

function setUp({ mustSearch = false, onlyOneCall = false } = {}) {
  let ids = 0;
  const newId = () => `made_${++ids}`;
  const reader = createGeminiReader(
    { upstream: "Gemini", model: owner.model },
    { owner, mustSearch, onlyOneCall, newId },
  );
  const events: ProviderEvent[] = [];
  const feed = (...messages: object[]) => {
    for (const message of messages) events.push(...(reader.read(message)?.events ?? []));
    events.push(...(reader.close?.(true)?.events ?? []));
    return events;
  };
  return { feed };
}

async function messagesOf(text: string, size: number): Promise<object[]> {
  const messages: object[] = [];
  for await (const batch of decodeBatches(streamOf(text, size).getReader())) {
    messages.push(...batch.map(({ data }) => JSON.parse(data)));
  }
  return messages;
}

const answerOf = (parts: object[], more: object = {}) => ({
  candidates: [{ content: { parts }, finishReason: "STOP", ...more }],
});

describe.each([1, 2, 3, 7])("a stream cut every %i bytes", (size) => {
  test("gives its calls once it is whole, and the parts that have to come back", async () => {
    const events = setUp().feed(...(await messagesOf(fixture("calls"), size)));
    expect(events.slice(0, 3)).toEqual([
      { type: "reasoning-delta", text: "**Plan**" },
      { type: "text-delta", text: "Let me " },
      { type: "text-delta", text: "look." },
    ]);
    expect(events.slice(3)).toEqual([
      { type: "tool-call", id: "fc_1", name: "get_weather", arguments: '{"city":"Zürich"}' },
      { type: "tool-call", id: "made_1", name: "get_time", arguments: "{}" },
      {
        type: "end",
        text: "Let me look.",
        finishReason: "tool_calls",
        usage: { inputTokens: 13, cachedInputTokens: 0, outputTokens: 9, reasoningTokens: 4, totalTokens: 22 },
        state: {
          ...owner,
          items: [
            { text: "Let me look." },
            {
              functionCall: { id: "fc_1", name: "get_weather", args: { city: "Zürich" } },
              thoughtSignature: "U0lHTkVE",
            },
            { functionCall: { id: "made_1", name: "get_time", args: {} } },
          ],
        },
      },
    ]);
  });

  test("has its sources at their places, which the API counts in bytes", async () => {
    const events = setUp({ mustSearch: true }).feed(...(await messagesOf(fixture("grounded"), size)));
    const text = "Grüße – 👍 it is sunny. More.";
    const sunny = { start: text.indexOf("it is"), end: text.indexOf(" More") };
    expect(events.filter(({ type }) => type === "source")).toEqual([
      { type: "source", url: "https://a.example/x", title: "a.example", ...sunny },
      { type: "source", url: "https://b.example/y", title: "b.example", ...sunny },
      { type: "source", url: "https://b.example/y", title: "b.example", start: text.length - 5, end: text.length },
    ]);
    expect(events.at(-1)).toMatchObject({ text, state: { items: [{}, { text: " More.", thoughtSignature: "U0lH" }] } });
    expect(events.some(({ type }) => type === "notice")).toBe(false);
  });
});

test("pages that nothing rests on are told without a place", () => {
  const groundingMetadata = { groundingChunks: [{ web: { uri: "https://a.example" } }, { web: {} }] };
  expect(setUp().feed(answerOf([{ text: "Hi" }], { groundingMetadata }))).toContainEqual({
    type: "source",
    url: "https://a.example",
  });
});

test("a search that was required and not made is told, unless the answer goes on", () => {
  const notice = expect.objectContaining({ code: "search_not_used" });
  expect(setUp({ mustSearch: true }).feed(answerOf([{ text: "Hi" }]))).toContainEqual(notice);
  const call = { functionCall: { name: "a", args: {} } };
  expect(setUp({ mustSearch: true }).feed(answerOf([call]))).not.toContainEqual(notice);
});

test("a text alone has nothing that must come back", () => {
  expect(
    setUp()
      .feed(answerOf([{ text: "Hi" }]))
      .at(-1),
  ).not.toHaveProperty("state");
});

test("one call at a time is the first", () => {
  const calls = ["a", "b"].map((name) => ({ functionCall: { id: name, name, args: {} } }));
  const events = setUp({ onlyOneCall: true }).feed(answerOf(calls));
  expect(events).toMatchObject([
    { type: "tool-call", id: "a" },
    { type: "end", state: { items: [calls[0]] } },
  ]);
});

test("ids that come twice are made anew, and calls of an answer that was cut are not acted upon", () => {
  const call = { functionCall: { id: "a", name: "a", args: {} } };
  expect(setUp().feed(answerOf([call, call]))).toMatchObject([{ id: "a" }, { id: "made_1" }, {}]);
  expect(setUp().feed(answerOf([call], { finishReason: "MAX_TOKENS" }))).toMatchObject([{ finishReason: "length" }]);
});
