import fc from "fast-check";
import { APIError } from "openai";
import { describe, expect, it } from "vitest";
import { toOpenAiFailure } from "@/gateway/v1/openAiError";
import { anyAnswer, clientOf, eventsOf, resultOf, write } from "@/gateway/v1/testAnswers";
import { createToolTable, readCustom } from "@/gateway/v1/toolTable";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { JsonObject } from "@/lib/llm/narrow";
import { decodeEvents } from "@/lib/sse/decode";
import { AppError, toErrorBody } from "@/types/errors";
import { type CompletionHead, toCompletion } from "./completion";
import { createCompletionEncoder } from "./completionEncoder";

function headOf(more: Partial<CompletionHead> = {}): CompletionHead {
  return {
    ...{ id: "chatcmpl-1", model: "openai/gpt", createdAt: 1, tools: createToolTable(), includeUsage: true },
    ...more,
  };
}

async function dataOf(text: string): Promise<(JsonObject | string)[]> {
  const all: (JsonObject | string)[] = [];
  for await (const { data } of decodeEvents(streamOf(text, 4096)))
    all.push(data === "[DONE]" ? data : JSON.parse(data));
  return all;
}

describe("a streamed completion", () => {
  it("is, put together from its chunks and cut anywhere, the whole answer", async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, fc.integer({ min: 1, max: 300 }), async ({ pieces, parts }, size) => {
        const client = clientOf(write(createCompletionEncoder(headOf()), eventsOf(pieces, parts)), size);
        const chunks = await client.chat.completions.create({ model: "m", messages: [], stream: true });
        const whole = toCompletion(headOf(), resultOf({ text: pieces.join(""), ...parts }));
        expect(await reassemble(chunks)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("is read by the official client's own helper", async () => {
    const toolCalls = [
      { id: "call_1", name: "weather", arguments: '{"city":"Bern"}' },
      { id: "call_2", name: "weather", arguments: '{"city":"Oslo"}' },
    ];
    const events = eventsOf(["I ", "look."], { toolCalls, finishReason: "tool_calls" });
    const client = clientOf(write(createCompletionEncoder(headOf()), events), 7);
    const read = await client.chat.completions.stream({ model: "m", messages: [] }).finalChatCompletion();
    expect(read.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        content: "I look.",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Bern"}' } },
          { id: "call_2", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
        ],
      },
    });
    expect(read.usage).toMatchObject({ prompt_tokens: 0 });
  });

  it("tells the role first, a call's name before its arguments, and ends with [DONE]", async () => {
    const toolCalls = [{ id: "call_1", name: "f", arguments: "{}" }];
    const data = await dataOf(
      write(createCompletionEncoder(headOf({ includeUsage: false })), eventsOf(["Hi"], { toolCalls })),
    );
    expect(data).toMatchObject([
      { object: "chat.completion.chunk", choices: [{ delta: { role: "assistant", content: "" } }] },
      { choices: [{ delta: { content: "Hi" }, finish_reason: null }] },
      { choices: [{ delta: { tool_calls: [{ index: 0, id: "call_1", function: { name: "f", arguments: "" } }] } }] },
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: "{}" } }] } }] },
      { choices: [{ delta: {}, finish_reason: "stop" }] },
      "[DONE]",
    ]);
    expect(data[1]).not.toHaveProperty("usage");
  });

  it("says only in its last chunk what was used, where that was asked for", async () => {
    const data = await dataOf(write(createCompletionEncoder(headOf()), eventsOf(["Hi"])));
    expect(data.slice(0, -2)).toMatchObject([{ usage: null }, { usage: null }, { usage: null }]);
    expect(data.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
  });

  it("gives the free text of a custom tool", async () => {
    const tools = createToolTable();
    tools.add(readCustom({ name: "patch" }, "tools[0]"), { kind: "custom", name: "patch" });
    const toolCalls = [{ id: "c", name: "patch", arguments: '{"input":"*** Begin"}' }];
    const data = await dataOf(write(createCompletionEncoder(headOf({ tools })), eventsOf([], { toolCalls })));
    expect(data[1]).toMatchObject({
      choices: [{ delta: { tool_calls: [{ type: "custom", custom: { name: "patch", input: "" } }] } }],
    });
    expect(data[2]).toMatchObject({ choices: [{ delta: { tool_calls: [{ custom: { input: "*** Begin" } }] } }] });
  });

  it("that fails on its way is an error to the client", async () => {
    const encoder = createCompletionEncoder(headOf());
    const failure = toOpenAiFailure(toErrorBody(new AppError("upstream_interrupted", "It broke off.")));
    const text = encoder.open() + encoder.event({ type: "text-delta", text: "Half" }) + encoder.fail(failure);
    const stream = clientOf(text).chat.completions.stream({ model: "m", messages: [] });
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(APIError);
    expect((await dataOf(text)).at(-1)).toBe("[DONE]");
  });
});

/** As a client would by hand. */
async function reassemble(chunks: AsyncIterable<object>): Promise<JsonObject> {
  const message: JsonObject = { content: null, annotations: [] };
  const calls: JsonObject[] = [];
  let answer: JsonObject = {};
  let finish: unknown;
  for await (const chunk of chunks as AsyncIterable<JsonObject>) {
    const { choices, object: _, ...rest } = chunk;
    answer = { ...answer, ...rest };
    const [choice] = choices as { delta: JsonObject; finish_reason: unknown }[];
    if (choice === undefined) continue;
    finish ??= choice.finish_reason;
    const { content, reasoning_content, tool_calls = [], role, refusal, annotations } = choice.delta;
    if (role !== undefined) Object.assign(message, { role, refusal });
    if (content !== undefined && content !== "") message.content = `${message.content ?? ""}${content}`;
    if (reasoning_content !== undefined) {
      message.reasoning_content = `${message.reasoning_content ?? ""}${reasoning_content}`;
    }
    if (annotations !== undefined) message.annotations = annotations;
    for (const { index, ...call } of tool_calls as (JsonObject & { index: number })[]) addCall(calls, index, call);
  }
  if (calls.length > 0) message.tool_calls = calls;
  else message.content ??= "";
  return {
    ...answer,
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
  };
}

function addCall(calls: JsonObject[], index: number, piece: JsonObject): void {
  const known = calls[index];
  if (known === undefined) {
    calls[index] = structuredClone(piece);
    return;
  }
  const named = known.function as JsonObject;
  named.arguments = `${named.arguments}${(piece.function as JsonObject).arguments}`;
}
