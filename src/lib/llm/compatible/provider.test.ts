import { expect, test } from "vitest";
import { drain, networkError, refusal, sse, streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import { call, never, setUp } from "./__fixtures__/server";

const weather = { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } };

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) =>
  `data: ${JSON.stringify({ object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }], ...more })}\n\n`;
const usage = `data: ${JSON.stringify({
  choices: [],
  usage: {
    ...{ prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 },
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 3 },
  },
})}\n\n`;
const done = "data: [DONE]\n\n";
const hello = chunk({ role: "assistant", content: "Hello" }) + chunk({}, "stop") + usage + done;
const shown = (items: ProviderEvent[], type: "text-delta" | "reasoning-delta") =>
  items.map((item) => (item.type === type ? item.text : "")).join("");
const told = (items: ProviderEvent[]) => items.filter(({ type }) => type !== "observed");

test.each([1, 2, 3, 7])("an answer cut every %i bytes is read whole: thoughts, text, calls, usage", async (size) => {
  const answer =
    chunk({ role: "assistant", reasoning_content: "Zürich… " }) +
    ": keep-alive\n\n" +
    chunk({ reasoning_content: "東京?" }) +
    chunk({ content: "Grüße ☕️" }) +
    chunk({ tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "weather", arguments: "" } }] }) +
    chunk({ tool_calls: [{ index: 1, id: "b", type: "function", function: { name: "weather", arguments: '{"ci' } }] }) +
    chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Zürich"}' } }] }) +
    chunk({ tool_calls: [{ index: 1, function: { arguments: 'ty":"東京"}' } }] }) +
    chunk({}, "tool_calls") +
    usage +
    done;
  const { items } = await setUp({}, () => sse(streamOf(answer, size))).run({ tools: [weather] });
  expect(shown(items, "reasoning-delta")).toBe("Zürich… 東京?");
  expect(shown(items, "text-delta")).toBe("Grüße ☕️");
  expect(items.filter(({ type }) => type === "tool-call")).toEqual([
    { type: "tool-call", id: "a", name: "weather", arguments: '{"city":"Zürich"}' },
    { type: "tool-call", id: "b", name: "weather", arguments: '{"city":"東京"}' },
  ]);
  expect(items.at(-1)).toMatchObject({
    type: "end",
    finishReason: "tool_calls",
    usage: { inputTokens: 12, cachedInputTokens: 4, outputTokens: 9, reasoningTokens: 3, totalTokens: 21 },
  });
});

test("two rounds of parallel calls go back in order, with what the model had thought", async () => {
  const asks = (round: number) =>
    sse(
      chunk({ reasoning_content: `Round ${round}.` }) +
        // Every call has the place 0, as some servers count.
        chunk({
          tool_calls: [{ index: 0, id: `${round}a`, function: { name: "weather", arguments: '{"city":"A"}' } }],
        }) +
        chunk({
          tool_calls: [{ index: 0, id: `${round}b`, function: { name: "weather", arguments: { city: "B" } } }],
        }) +
        chunk({}, "tool_calls") +
        done,
    );
  const up = setUp({}, asks(1), asks(2), sse(hello));
  const messages = [...call.messages];
  for (const round of [1, 2]) {
    const { items } = await up.run({ messages, tools: [weather], parallelToolCalls: true });
    const toolCalls = items.flatMap((item) => (item.type === "tool-call" ? [item] : []));
    expect(toolCalls.map(({ id }) => id)).toEqual([`${round}a`, `${round}b`]);
    const end = items.at(-1);
    messages.push({
      role: "assistant",
      content: "",
      toolCalls: toolCalls.map(({ type: _, ...one }) => one),
      state: end?.type === "end" ? end.state : undefined,
    });
    for (const { id } of toolCalls) messages.push({ role: "tool", toolCallId: id, content: `result of ${id}` });
  }
  await up.run({ messages, tools: [weather] });
  const round = (n: number) => [
    {
      role: "assistant",
      content: null,
      reasoning_content: `Round ${n}.`,
      tool_calls: [
        { id: `${n}a`, type: "function", function: { name: "weather", arguments: '{"city":"A"}' } },
        { id: `${n}b`, type: "function", function: { name: "weather", arguments: '{"city":"B"}' } },
      ],
    },
    { role: "tool", tool_call_id: `${n}a`, content: `result of ${n}a` },
    { role: "tool", tool_call_id: `${n}b`, content: `result of ${n}b` },
  ];
  expect(up.sent[2]?.body.messages).toEqual([{ role: "user", content: "hi" }, ...round(1), ...round(2)]);
  expect(up.sent[0]?.body).toMatchObject({
    parallel_tool_calls: true,
    tools: [{ type: "function", function: weather }],
  });
});

test("what another server or model had thought does not go along", async () => {
  const up = setUp({}, sse(hello));
  const state = {
    ...{ provider: "compatible", payer: "other", model: call.model },
    items: [{ type: "thinking", field: "reasoning_content", text: "secret" }],
  };
  const toolCalls = [{ id: "a", name: "weather", arguments: "{}" }];
  await up.run({
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", content: "Wait.", toolCalls, state },
      { role: "tool", toolCallId: "a", content: "sunny" },
    ],
  });
  expect(JSON.stringify(up.sent[0]?.body)).not.toContain("secret");
});

test("no key is sent where there is none, and headers of the server are", async () => {
  const up = setUp({}, sse(hello));
  await up.run();
  expect(up.sent[0]?.url).toBe("http://localhost:11434/v1/chat/completions");
  expect(up.sent[0]?.headers).not.toHaveProperty("authorization");
  const credentials = { ...up.credentials, get: async () => ({ bearer: "k", headers: { "X-Team": "blue" } }) };
  await drain(up.provider.stream(call, credentials, never));
  expect(up.sent[1]?.headers).toMatchObject({ authorization: "Bearer k", "X-Team": "blue" });
});

test("the settings of a call stand where Chat Completions has them", async () => {
  const up = setUp({}, sse(hello));
  const schema = { type: "object", properties: { a: { type: "string" } } };
  await up.run({
    ...{ system: "Be brief.", temperature: 0.5, maxTokens: 100, reasoningEffort: "low", jsonSchema: schema },
    images: ["data:image/png;base64,AAAA"],
    tools: [weather],
    toolChoice: { name: "weather" },
  });
  expect(up.sent[0]?.body).toMatchObject({
    model: "llama3.2:3b",
    messages: [
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "hi" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
        ],
      },
    ],
    ...{ stream: true, stream_options: { include_usage: true }, temperature: 0.5, max_tokens: 100 },
    reasoning_effort: "low",
    response_format: { type: "json_schema", json_schema: { schema } },
    tool_choice: { type: "function", function: { name: "weather" } },
  });
});

test.each([
  ["Unrecognized request argument: stream_options", {}, "stream_options"],
  ["Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", { maxTokens: 5 }, "max_tokens"],
  ["unknown field parallel_tool_calls", { tools: [weather], parallelToolCalls: false }, "parallel_tool_calls"],
  ['"llama3.2:3b" does not support thinking', { reasoningEffort: "low" }, "reasoning_effort"],
])("“%s” is answered by leaving it away, once and from then on", async (message, more, field) => {
  const up = setUp({}, refusal(400, { error: { message } }), sse(hello));
  const { items } = await up.run(more);
  expect(items.at(-1)).toMatchObject({ type: "end", text: "Hello" });
  expect(up.sent[0]?.body).toHaveProperty(field);
  expect(up.sent[1]?.body).not.toHaveProperty(field);
  await up.run(more);
  expect(up.sent).toHaveLength(3);
  expect(up.sent[2]?.body).not.toHaveProperty(field);
  if (field === "max_tokens") expect(up.sent[2]?.body).toHaveProperty("max_completion_tokens", 5);
});

test("a server that takes no schema is asked for JSON, then for words alone, and the person is told", async () => {
  const up = setUp(
    {},
    refusal(400, { error: { message: "response_format of type json_schema is not supported" } }),
    refusal(400, { error: { message: "json_object is not supported" } }),
    sse(hello),
  );
  const { items } = await up.run({ jsonSchema: { type: "object" } });
  expect(up.sent.map(({ body }) => body.response_format)).toMatchObject([
    { type: "json_schema" },
    { type: "json_object" },
    undefined as never,
  ]);
  expect(JSON.stringify(up.sent[2]?.body.messages)).toContain("JSON schema");
  expect(told(items)[0]).toMatchObject({ type: "notice", code: "schema_in_words" });
});

test("files go as files, and as text to a server that refuses them, with a notice", async () => {
  const files = [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,AAAA" }];
  const up = setUp({}, refusal(400, { error: { message: "Unknown content part type: file" } }), sse(hello));
  const { items } = await up.run({ files });
  expect(JSON.stringify(up.sent[0]?.body)).toContain('"file_data":"data:application/pdf;base64,AAAA"');
  expect(JSON.stringify(up.sent[1]?.body)).toContain("text of a.pdf");
  expect(JSON.stringify(up.sent[1]?.body)).not.toContain("file_data");
  expect(told(items)[0]).toMatchObject({ type: "notice", code: "file_as_text" });
});

test("a search that was required and left no source is told", async () => {
  const up = setUp({}, sse(hello));
  const { items } = await up.run({ webSearch: { required: true } });
  expect(up.sent[0]?.body).toHaveProperty("web_search_options");
  expect(told(items).at(-2)).toMatchObject({ type: "notice", code: "search_not_used" });
  const { items: wished } = await up.run({ webSearch: true });
  expect(told(wished).map(({ type }) => type)).not.toContain("notice");
});

test("a refusal that no leaving away mends is told in the server's words, after one request", async () => {
  const up = setUp({}, refusal(400, { detail: [{ loc: ["body"], msg: "the house is full" }] }));
  const { error } = await up.run({ maxTokens: 5 });
  expect(error).toMatchObject({ code: "upstream_rejected", message: expect.stringContaining("the house is full") });
  expect(up.sent).toHaveLength(1);
});

test("a body that is not streamed is an answer too", async () => {
  const message = {
    role: "assistant",
    content: "Hello",
    tool_calls: [{ function: { name: "weather", arguments: "" } }],
  };
  const { items } = await setUp({}, Response.json({ choices: [{ message, finish_reason: "stop" }] })).run();
  expect(told(items)).toMatchObject([
    { type: "text-delta", text: "Hello" },
    { type: "tool-call", id: "call_0", name: "weather", arguments: "{}" },
    { type: "end", finishReason: "tool_calls" },
  ]);
});

test("a stream without its end is interrupted, and none of its calls is given", async () => {
  const part = { index: 0, id: "a", function: { name: "weather", arguments: '{"city":' } };
  const up = setUp({}, () => sse(chunk({ content: "Hel" }) + chunk({ tool_calls: [part] })));
  const { items, error } = await up.run({ tools: [weather] });
  expect(error).toMatchObject({ code: "upstream_interrupted", facts: { partialText: "Hel" } });
  expect(items.map(({ type }) => type)).not.toContain("tool-call");
});

test.each([
  ["length", "length"],
  ["content_filter", "content_filter"],
  ["odd", "other"],
])("the end “%s” is %s", async (reason, finishReason) => {
  const { items } = await setUp({}, sse(chunk({ content: "Hel" }) + chunk({}, reason) + done)).run();
  expect(items.at(-1)).toMatchObject({ type: "end", text: "Hel", finishReason });
});

test("an error in the stream is told, and citations are sources", async () => {
  const broken = setUp({}, sse(`data: ${JSON.stringify({ error: { message: "out of memory", code: 400 } })}\n\n`));
  expect((await broken.run()).error).toMatchObject({ message: expect.stringContaining("out of memory") });
  const annotations = [
    { type: "url_citation", url_citation: { url: "https://a.example", title: "A", start_index: 0, end_index: 3 } },
  ];
  const { items } = await setUp({}, sse(chunk({ content: "Hey", annotations }) + chunk({}, "stop") + done)).run();
  expect(items).toContainEqual({ type: "source", url: "https://a.example", title: "A", start: 0, end: 3 });
});

test.each([
  [404, { error: "404 page not found" }],
  [405, { detail: "Method Not Allowed" }],
  [501, { error: { message: "not here" } }],
  [200, { error: "Unexpected endpoint or method. (POST /v1/responses)" }],
])("a server without Responses (%i) is asked by Chat Completions, and is not asked twice", async (status, body) => {
  const up = setUp({ api: "auto" }, Response.json(body, { status }), sse(hello));
  const { items } = await up.run();
  expect(items.at(-1)).toMatchObject({ type: "end", text: "Hello" });
  await up.run();
  expect(up.sent.map(({ url }) => new URL(url).pathname)).toEqual([
    "/v1/responses",
    "/v1/chat/completions",
    "/v1/chat/completions",
  ]);
});

test("a server with Responses is asked by them, and its refusals are its own", async () => {
  const up = setUp({ api: "auto" }, refusal(400, { error: { message: "the house is full" } }));
  const { error } = await up.run();
  expect(error).toMatchObject({ message: expect.stringContaining('Ollama says: "the house is full"') });
  expect(up.sent.map(({ url }) => url)).toEqual(["http://localhost:11434/v1/responses"]);
});

test.each([
  ["ECONNREFUSED", /Nothing answers at http:\/\/localhost:11434\/v1\. Check that Ollama is running/],
  ["ENOTFOUND", /no computer called localhost/],
  ["EHOSTUNREACH", /cannot be reached/],
])("a server that is not there (%s) is named with its address", async (code, words) => {
  const up = setUp({}, networkError(code));
  expect((await up.run()).error).toMatchObject({ code: "upstream_unavailable", message: expect.stringMatching(words) });
  await expect(up.provider.listModels(up.credentials, never)).rejects.toThrow(words);
});
