import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import { decodeEvents } from "@/lib/sse/decode";
import { createResponsesReader } from "./reader";

const asker = { upstream: "ChatGPT", model: "gpt-5.5", onPlan: true };
const owner = { provider: "openai-auth", payer: "acc1", model: "gpt-5.5" } as const;
const createReader = () => createResponsesReader({ asker, owner, nowMs: () => 0 });
const answer = "Grüße aus Zürich – 東京の朝 ☕️ 👩‍🚀.\nSecond line\u2028with a separator.";

function fixture(name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), "utf8");
}

async function replay(stream: string, size: number): Promise<ProviderEvent[]> {
  const { read } = createReader();
  const events: ProviderEvent[] = [];
  for await (const { data } of decodeEvents(streamOf(stream, size)))
    events.push(...(read(JSON.parse(data))?.events ?? []));
  return events;
}

function joined(events: ProviderEvent[], type: "text-delta" | "reasoning-delta"): string {
  return events.map((event) => (event.type === type ? event.text : "")).join("");
}

const cuts = [1, 2, 3, 7].flatMap((size) => ["\n", "\r\n"].map((lineEnd) => [size, JSON.stringify(lineEnd)] as const));

test.each(cuts)("a recorded answer cut every %i bytes, lines ended by %s, is read whole", async (size, lineEnd) => {
  for (const name of ["planAnswer.txt", "keyAnswer.txt"]) {
    const events = await replay(fixture(name).replaceAll("\n", JSON.parse(lineEnd)), size);
    expect(joined(events, "text-delta")).toBe(answer);
    expect(events.at(-1)).toMatchObject({
      type: "end",
      text: answer,
      finishReason: "stop",
      usage: { inputTokens: 21, cachedInputTokens: 8, outputTokens: 34, reasoningTokens: 12, totalTokens: 55 },
    });
  }
});

test("reasoning summaries are given apart, their parts separated", async () => {
  const events = await replay(fixture("planAnswer.txt"), 64);
  expect(joined(events, "reasoning-delta")).toBe("**Greeting** – in drei Zeilen\n\nDone.");
});

const has = (text: string) => (block: string) => block.includes(text);
const sources: Record<string, (block: string) => boolean> = {
  "deltas only": (block) => !has("output_item.done")(block) && !has("output_text.done")(block),
  "the finished item only": (block) => !has("output_text")(block.split("\n")[0] ?? ""),
};

test.each(Object.entries(sources))("with text in %s nothing is lost or repeated", async (_, keep) => {
  const stream = fixture("planAnswer.txt").split("\n\n").filter(keep).join("\n\n");
  const events = await replay(stream, 7);
  expect(joined(events, "text-delta")).toBe(answer);
  expect(events.at(-1)).toMatchObject({ type: "end", text: answer });
});

test("with text in the completed response only nothing is lost", async () => {
  const blocks = fixture("keyAnswer.txt").split("\n\n");
  const events = await replay(`${blocks.filter(has("event: response.completed")).join("\n\n")}\n\n`, 7);
  expect(joined(events, "text-delta")).toBe(answer);
  expect(events.at(-1)).toMatchObject({ type: "end", text: answer });
});

function readOne(event: unknown) {
  return createReader().read(event) ?? { events: [] };
}

test("an answer without any text is a failure, also when it was completed", () => {
  const { failure } = readOne({ type: "response.completed", response: { output: [], usage: null } });
  expect(failure?.error).toMatchObject({ code: "upstream_interrupted" });
  expect(failure?.error.message).toContain("without any text");
  expect(failure?.retry).toBeUndefined();
});

test("a refusal in the model's words is content_rejected", () => {
  const item = { type: "message", content: [{ type: "refusal", refusal: "I cannot help with that." }] };
  const { failure } = readOne({ type: "response.completed", response: { output: [item] } });
  expect(failure?.error).toMatchObject({
    code: "content_rejected",
    facts: { upstreamMessage: "I cannot help with that." },
  });
});

test("an answer that ran out of tokens keeps its text; one that was held back fails", () => {
  const incomplete = (reason: string) => ({
    type: "response.incomplete",
    response: {
      incomplete_details: { reason },
      output: [{ type: "message", content: [{ type: "output_text", text: "Once upon" }] }],
    },
  });
  expect(readOne(incomplete("max_output_tokens")).events).toMatchObject([
    { type: "text-delta", text: "Once upon" },
    { type: "end", text: "Once upon", finishReason: "length" },
  ]);
  expect(readOne(incomplete("content_filter")).failure?.error.code).toBe("content_rejected");
  expect(readOne(incomplete("bio_policy")).failure?.error.code).toBe("content_rejected");
});

test.each([
  ["an event of a later version", { type: "response.new_thing" }, { events: [] }],
  ["a sign of life", { type: "keepalive" }, { events: [] }],
  ["a chunk of another protocol", { object: "chat.completion.chunk", choices: [] }, undefined],
  ["an event of another protocol", { type: "content_block_delta", delta: { text: "Hi" } }, undefined],
  ["no object", [1], undefined],
  ["text", "[DONE]", undefined],
])("what is not understood says nothing, and is told from what is not ours: %s", (_, message, reading) => {
  expect(createReader().read(message)).toEqual(reading);
});

const response = (more: object) => ({
  object: "response",
  output: [{ type: "message", content: [{ type: "output_text", text: "Once upon" }] }],
  usage: { input_tokens: 3, output_tokens: 2 },
  ...more,
});
const around = (body: object) => ({ type: "response.completed", response: body });

test("a response that was not streamed is the answer", () => {
  expect(readOne(response({ status: "completed" })).events).toMatchObject([
    { type: "text-delta", text: "Once upon" },
    { type: "end", text: "Once upon", finishReason: "stop", usage: { totalTokens: 5 } },
  ]);
});

test.each([around, (body: object) => body])("a completed response is what it says inside", (wrap) => {
  const failed = readOne(wrap(response({ status: "failed", error: { code: "bio_policy", message: "Not this." } })));
  expect(failed.failure?.error).toMatchObject({ code: "content_rejected", facts: { upstreamMessage: "Not this." } });
  const short = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
  expect(readOne(wrap(response(short))).events.at(-1)).toMatchObject({ type: "end", finishReason: "length" });
});

test.each([
  [{ status: "incomplete", incomplete_details: { reason: "something_new" } }, "something_new"],
  [{ status: "incomplete", incomplete_details: null }, "unknown"],
  [{ status: "cancelled" }, "cancelled"],
])("a reason that is not known is a notice: %j", (more, reason) => {
  const { events, failure } = readOne(around(response(more)));
  expect(failure).toBeUndefined();
  expect(events.slice(1)).toMatchObject([
    { type: "notice", code: "unknown_finish", message: expect.stringContaining(reason) },
    { type: "end", finishReason: "other" },
  ]);
});

test.each([
  [{ error: { message: "No room", code: 400 } }, "No room"],
  [{ error: "No room" }, "No room"],
  [{ type: "error", code: "x", message: "No room" }, "No room"],
  [{ type: "error", error: { type: "y", message: "No room" } }, "No room"],
  [{ detail: "No room" }, "No room"],
  [{ message: "No room", request_id: "7" }, "No room"],
  [{ errors: [{ message: "No room" }] }, "No room"],
])("an error in another shape is one, with its words, and final: %j", (message, words) => {
  const { failure } = readOne(message);
  expect(failure).toMatchObject({ error: { code: "upstream_rejected", facts: { upstreamMessage: words } } });
  expect(failure?.retry).toBeUndefined();
});
