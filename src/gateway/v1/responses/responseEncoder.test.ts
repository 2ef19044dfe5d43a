import fc from "fast-check";
import { APIError } from "openai";
import { describe, expect, it } from "vitest";
import { toOpenAiFailure } from "@/gateway/v1/openAiError";
import { anyAnswer, clientOf, eventsOf, resultOf, write } from "@/gateway/v1/testAnswers";
import { createToolTable, readCustom } from "@/gateway/v1/toolTable";
import type { AnswerEvent } from "@/gateway/v1/workflowEvents";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import { isObject, type JsonObject } from "@/lib/llm/narrow";
import { decodeEvents } from "@/lib/sse/decode";
import { AppError, toErrorBody } from "@/types/errors";
import { type ResponseHead, toResponse } from "./response";
import { createResponseEncoder } from "./responseEncoder";

function headOf(more: Partial<ResponseHead> = {}): ResponseHead {
  const tools = createToolTable();
  tools.add(readCustom({ name: "patch" }, "tools[0]"), { kind: "custom", name: "patch" });
  return { id: "resp_1", model: "openai/gpt", createdAt: 1, echo: { store: false }, tools, withState: true, ...more };
}

async function framesOf(text: string, size = 4096): Promise<JsonObject[]> {
  const frames: JsonObject[] = [];
  for await (const { event, data } of decodeEvents(streamOf(text, size))) {
    const frame: JsonObject = JSON.parse(data);
    expect(frame.type).toBe(event);
    frames.push(frame);
  }
  return frames;
}

/** Ids are new each time. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === "id" ? [] : [[key, withoutIds(part)]])),
  );
}

describe("a streamed response", () => {
  it("is, read by the official client and cut anywhere, the whole answer", async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, fc.integer({ min: 1, max: 300 }), fc.boolean(), async (answer, size, withState) => {
        const head = headOf({ withState });
        const events = eventsOf(answer.pieces, answer.parts);
        const client = clientOf(write(createResponseEncoder(head), events), size);
        const read = await client.responses.stream({ model: "openai/gpt", input: "x" }).finalResponse();
        const whole = toResponse(head, resultOf({ text: answer.pieces.join(""), ...answer.parts }));
        expect(withoutIds(JSON.parse(JSON.stringify(read)))).toMatchObject(withoutIds(whole) as object);
        expect(read.output_text).toBe(answer.pieces.join(""));
      }),
      { numRuns: 60 },
    );
  });

  it("numbers its events without gaps, and closes each item that it opens before the next", async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, async ({ pieces, parts }) => {
        const frames = await framesOf(write(createResponseEncoder(headOf()), eventsOf(pieces, parts)));
        expect(frames.map(({ sequence_number }) => sequence_number)).toEqual(frames.map((_, index) => index));
        const items = frames.filter(({ type }) => String(type).startsWith("response.output_item"));
        expect(items.map(({ type, output_index }) => `${type} ${output_index}`)).toEqual(
          Array.from({ length: items.length / 2 }, (_, index) => [
            `response.output_item.added ${index}`,
            `response.output_item.done ${index}`,
          ]).flat(),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("comes as OpenAI sends it", async () => {
    const frames = await framesOf(write(createResponseEncoder(headOf()), eventsOf(["Hel", "lo"], { reasoning: "H" })));
    expect(frames.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.reasoning_summary_part.added",
      "response.reasoning_summary_text.delta",
      "response.reasoning_summary_text.done",
      "response.reasoning_summary_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });

  it("tells calls as the client knows its tools", async () => {
    const toolCalls = [
      { id: "call_1", name: "weather", arguments: '{"city":"Bern"}' },
      { id: "call_2", name: "patch", arguments: '{"input":"*** Begin"}' },
      { id: "call_3", name: "crm__find", arguments: "{}" },
      { id: "call_4", name: "tool_search", arguments: '{"query":"mail"}' },
    ];
    const head = headOf();
    const anything = { name: "x", parameters: {} };
    head.tools.add({ ...anything, name: "crm__find" }, { kind: "function", name: "find", namespace: "crm" });
    head.tools.add({ ...anything, name: "tool_search" }, { kind: "search", name: "tool_search" });
    const frames = await framesOf(
      write(createResponseEncoder(head), eventsOf([], { toolCalls, finishReason: "tool_calls" })),
    );
    expect(frames.at(-1)).toMatchObject({
      type: "response.completed",
      response: {
        output: [
          { type: "function_call", call_id: "call_1", name: "weather", arguments: '{"city":"Bern"}' },
          {
            id: expect.stringMatching(/^ctc_/),
            type: "custom_tool_call",
            call_id: "call_2",
            name: "patch",
            input: "*** Begin",
          },
          { type: "function_call", call_id: "call_3", name: "find", namespace: "crm" },
          { type: "tool_search_call", call_id: "call_4", execution: "client", arguments: { query: "mail" } },
        ],
      },
    });
    expect(frames).toContainEqual(
      expect.objectContaining({ type: "response.function_call_arguments.delta", delta: '{"city":"Bern"}' }),
    );
    expect(frames).toContainEqual(
      expect.objectContaining({ type: "response.custom_tool_call_input.done", input: "*** Begin" }),
    );
  });

  it("goes on in a message of its own after words about the work", async () => {
    const events: AnswerEvent[] = [
      { type: "text-delta", text: "One " },
      { type: "reasoning-delta", text: "Look." },
      { type: "text-delta", text: "two" },
      { type: "end", result: resultOf({ text: "One two", sources: [{ url: "https://a.example", start: 4, end: 7 }] }) },
    ];
    const client = clientOf(write(createResponseEncoder(headOf()), events));
    const read = await client.responses.stream({ model: "m", input: "x" }).finalResponse();
    expect(read.output_text).toBe("One two");
    expect(read.output).toMatchObject([
      { type: "message" },
      { type: "reasoning" },
      { type: "message", content: [{ text: "two", annotations: [{ start_index: 0, end_index: 3 }] }] },
    ]);
  });

  it.each([
    ["length", "max_output_tokens"],
    ["content_filter", "content_filter"],
  ] as const)("that ended for %s is incomplete", async (finishReason, reason) => {
    const frames = await framesOf(write(createResponseEncoder(headOf()), eventsOf(["a"], { finishReason })));
    expect(frames.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason } },
    });
  });

  it("takes the text of the end where no piece of it came", async () => {
    const end: AnswerEvent = { type: "end", result: resultOf({ text: "All at once" }) };
    const client = clientOf(write(createResponseEncoder(headOf()), [end]));
    expect((await client.responses.stream({ model: "m", input: "x" }).finalResponse()).output_text).toBe("All at once");
  });

  it("that fails on its way is an error to the client, and keeps what there is of it", async () => {
    const encoder = createResponseEncoder(headOf());
    const failure = toOpenAiFailure(toErrorBody(new AppError("rate_limited", "Too many.", { retryAfterMs: 1500 })));
    const text = encoder.open() + encoder.event({ type: "text-delta", text: "Half" }) + encoder.fail(failure);
    await expect(clientOf(text).responses.stream({ model: "m", input: "x" }).finalResponse()).rejects.toMatchObject({
      constructor: APIError,
      code: "rate_limit_exceeded",
    });
    expect((await framesOf(text)).at(-1)).toMatchObject({
      type: "response.failed",
      response: {
        status: "failed",
        error: { code: "rate_limit_exceeded", message: "Too many. Please try again in 2s." },
        output: [{ content: [{ text: "Half" }] }],
      },
    });
  });

  it.each([
    ["conflict", "conflict", "invalid_prompt"],
    ["content_rejected", "content_policy_violation", "invalid_prompt"],
    ["schema_mismatch", "schema_mismatch", "invalid_prompt"],
    ["context_too_long", "context_length_exceeded", "context_length_exceeded"],
    ["usage_limit_reached", "insufficient_quota", "insufficient_quota"],
    ["upstream_interrupted", "upstream_interrupted", "upstream_interrupted"],
    ["upstream_unavailable", "upstream_unavailable", "upstream_unavailable"],
  ] as const)(
    "that fails by %s says so, and ends by what clients know as final where it is",
    async (code, own, last) => {
      const encoder = createResponseEncoder(headOf());
      const text = encoder.open() + encoder.fail(toOpenAiFailure(toErrorBody(new AppError(code, "No."))));
      expect((await framesOf(text)).slice(-2)).toMatchObject([
        { type: "error", code: own },
        { type: "response.failed", response: { error: { code: last, message: "No." } } },
      ]);
    },
  );

  it("tells a late notice in a comment, which clients skip", async () => {
    const encoder = createResponseEncoder(headOf());
    const notice: AnswerEvent = { type: "notice", code: "search_not_used", message: "No search…" };
    expect(encoder.event(notice)).toBe(': x-patchbay-notice: search_not_used;message=%"No search%e2%80%a6"\n\n');
    expect(await framesOf(encoder.event(notice))).toEqual([]);
  });
});
