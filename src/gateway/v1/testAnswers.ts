import fc from "fast-check";
import OpenAI from "openai";
import { noUsage, type Source, type ToolCall } from "@/types/llm";
import type { AnswerEncoder } from "./encoder";
import type { AnswerEvent, AnswerResult } from "./workflowEvents";

/** Answers for tests of both protocols, and the client that reads what was made of them. */

export function resultOf(parts: Partial<AnswerResult> = {}): AnswerResult {
  return { text: "", model: "gpt", finishReason: "stop", usage: noUsage, notices: [], requestId: "r", ...parts };
}

/** The events of a call whose answer comes in these pieces. */
export function eventsOf(pieces: readonly string[], parts: Partial<AnswerResult> = {}): AnswerEvent[] {
  const result = resultOf({ text: pieces.join(""), ...parts });
  const thoughts = result.reasoning === undefined ? [] : [...result.reasoning];
  return [
    { type: "start", model: result.model, requestId: result.requestId },
    ...thoughts.map((text): AnswerEvent => ({ type: "reasoning-delta", text })),
    ...pieces.map((text): AnswerEvent => ({ type: "text-delta", text })),
    ...(result.sources ?? []).map((source): AnswerEvent => ({ type: "source", ...source })),
    ...(result.toolCalls ?? []).map((call): AnswerEvent => ({ type: "tool-call", ...call })),
    { type: "end", result },
  ];
}

export function write(encoder: AnswerEncoder, events: readonly AnswerEvent[]): string {
  return encoder.open() + events.map((event) => encoder.event(event)).join("");
}

const piece = fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.toWellFormed());
const call: fc.Arbitrary<ToolCall> = fc.record({
  id: fc.uuid(),
  name: fc.constantFrom("weather", "search_files", "patch"),
  arguments: fc.json({ maxDepth: 2 }),
});
const source: fc.Arbitrary<Source> = fc.record(
  { url: fc.webUrl(), title: piece, start: fc.nat(20), end: fc.nat(20) },
  { requiredKeys: ["url"] },
);
const count = fc.nat(1_000_000);

/** Any answer: its pieces, and what comes with them. */
export const anyAnswer = fc.record({
  pieces: fc.array(piece, { maxLength: 6 }),
  parts: fc.record(
    {
      reasoning: piece.filter((text) => text !== ""),
      toolCalls: fc.uniqueArray(call, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
      sources: fc.array(source, { minLength: 1, maxLength: 3 }),
      state: fc.constant({ provider: "openai", items: [{ type: "reasoning", encrypted_content: "x" }] }),
      finishReason: fc.constantFrom("stop", "length", "content_filter" as const),
      usage: fc.record({
        inputTokens: count,
        cachedInputTokens: count,
        outputTokens: count,
        reasoningTokens: count,
        totalTokens: count,
      }),
    },
    { requiredKeys: [] },
  ),
});

/** The real client, which is answered with this stream, cut into pieces of `size` bytes. */
export function clientOf(stream: string, size = 4096): OpenAI {
  const bytes = new TextEncoder().encode(stream);
  const fetch = async () => {
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at + size));
        at += size;
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  return new OpenAI({ apiKey: "pb_test", baseURL: "http://localhost/v1", fetch, maxRetries: 0 });
}
