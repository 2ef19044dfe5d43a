import { expect, test } from "vitest";
import type { LlmCall } from "@/types/llm";
import { defaultInstructions, schemaName } from "./constants";
import { toRequestBody } from "./requestBody";
import { isStrictSchema } from "./strictSchema";

const call: LlmCall = { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] };
const owner = { provider: "openai-auth", payer: "acc1", model: "gpt-5.5" } as const;
const conceding = (...made: string[]) => ({ has: (what: string) => made.includes(what), fields: () => [] });
const style = { owner, prompt: "instructions", cacheKey: "session-1", concessions: conceding() } as const;
const plan = { ...style, onPlan: true, defaultInstructions } as const;
const key = { ...style, onPlan: false, defaultInstructions: undefined } as const;

test("a plan gets what its backend insists on, in the order of its client", () => {
  const body = toRequestBody(call, plan);
  expect(body).toEqual({
    model: "gpt-5.5",
    instructions: defaultInstructions,
    stream: true,
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
    store: false,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: "session-1",
  });
  expect(Object.keys(body)).toEqual([
    "model",
    "instructions",
    "stream",
    "input",
    "store",
    "include",
    "prompt_cache_key",
  ]);
});

test("every setting lands where the protocol wants it", () => {
  const schema = {
    type: "object",
    properties: { a: { type: "string" } },
    required: ["a"],
    additionalProperties: false,
  };
  const body = toRequestBody(
    {
      ...call,
      reasoningEffort: "high",
      verbosity: "low",
      serviceTier: "priority",
      jsonSchema: schema,
      webSearch: true,
    },
    plan,
  );
  expect(body).toMatchObject({
    reasoning: { effort: "high" },
    service_tier: "priority",
    text: { verbosity: "low", format: { type: "json_schema", strict: true, schema, name: schemaName } },
    tools: [{ type: "web_search", external_web_access: true }],
  });
});

test("the effort that only the client knows is sent as the highest", () => {
  expect(toRequestBody({ ...call, reasoningEffort: "ultra" }, plan).reasoning).toEqual({ effort: "max" });
  expect(toRequestBody({ ...call, reasoningEffort: "xhigh" }, plan).reasoning).toEqual({ effort: "xhigh" });
});

test("temperature and a token limit go to a key and never to a plan", () => {
  const shaped = { ...call, temperature: 0.3, maxTokens: 50 };
  expect(toRequestBody(shaped, key)).toMatchObject({ temperature: 0.3, max_output_tokens: 50, store: false });
  const onPlan = toRequestBody(shaped, plan);
  expect(onPlan).not.toHaveProperty("temperature");
  expect(onPlan).not.toHaveProperty("max_output_tokens");
});

test("a limit below the least that OpenAI holds an answer to is that least, and goes to any other server as it is", () => {
  const sent = (provider: LlmCall["provider"]) =>
    [1, 15, 16, 17].map((maxTokens) => toRequestBody({ ...call, provider, maxTokens }, key).max_output_tokens);
  expect(sent("openai")).toEqual([16, 16, 16, 17]);
  expect(sent("compatible")).toEqual([1, 15, 16, 17]);
});

test("a key gets no instructions or encrypted reasoning that nobody asked for", () => {
  const body = toRequestBody(call, key);
  expect(Object.keys(body)).toEqual(["model", "stream", "input", "store", "prompt_cache_key"]);
});

test("system text becomes instructions, and a later system message stays in its place as a developer's", () => {
  const messages: LlmCall["messages"] = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "one" },
    { role: "assistant", content: "two" },
    { role: "system", content: "Now in French." },
    { role: "user", content: "three" },
  ];
  const body = toRequestBody({ ...call, system: "You are a poet.", messages }, plan);
  expect(body.instructions).toBe("You are a poet.\n\nBe brief.");
  expect(body.input).toMatchObject([
    { role: "user", content: [{ type: "input_text", text: "one" }] },
    { role: "assistant", content: [{ type: "output_text", text: "two" }] },
    { role: "developer", content: [{ type: "input_text", text: "Now in French." }] },
    { role: "user", content: [{ type: "input_text", text: "three" }] },
  ]);
});

test("in developer style the system text leads the input and there are no instructions", () => {
  const body = toRequestBody({ ...call, system: "Be brief." }, { ...plan, prompt: "developer" });
  expect(body).not.toHaveProperty("instructions");
  expect(body.input).toMatchObject([{ role: "developer", content: [{ text: "Be brief." }] }, { role: "user" }]);
});

test("images go with the last thing the person said, as data URLs", () => {
  const image = "data:image/png;base64,AAAA";
  const body = toRequestBody({ ...call, images: [image] }, plan);
  expect(body.input).toMatchObject([
    { role: "user", content: [{ type: "input_text" }, { type: "input_image", image_url: image }] },
  ]);
});

const strictable = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
};

test("functions are named in the order of the client, bound by their schema where it can bind or shall", () => {
  const loose = { type: "object", properties: { a: { type: "string" } } };
  const tools = [
    { name: "a", description: "A", parameters: strictable },
    { name: "b", parameters: loose },
    { name: "c", parameters: strictable, strict: false },
    { name: "d", parameters: loose, strict: true },
    { name: "e", parameters: {} },
  ];
  const body = toRequestBody({ ...call, tools, webSearch: true }, plan);
  expect(body.tools).toEqual([
    { type: "function", name: "a", description: "A", strict: true, parameters: strictable },
    { type: "function", name: "b", strict: false, parameters: loose },
    { type: "function", name: "c", strict: false, parameters: strictable },
    { type: "function", name: "d", strict: true, parameters: loose },
    { type: "function", name: "e", strict: false, parameters: { type: "object", properties: {} } },
    { type: "web_search", external_web_access: true },
  ]);
  expect(Object.keys((body.tools as object[])[0] ?? {})).toEqual([
    "type",
    "name",
    "description",
    "strict",
    "parameters",
  ]);
  expect(Object.keys(body)).toEqual([
    "model",
    "instructions",
    "stream",
    "input",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "store",
    "include",
    "prompt_cache_key",
  ]);
  expect(body).toMatchObject({ tool_choice: "auto", parallel_tool_calls: true });
});

test("a choice, one call at a time and thoughts to be handed back are asked for with tools alone", () => {
  const tools = [{ name: "f", parameters: strictable }];
  const of = (more: Partial<LlmCall>, style = key) => toRequestBody({ ...call, ...more }, style);
  expect(of({ tools })).toMatchObject({ tool_choice: "auto", include: ["reasoning.encrypted_content"] });
  expect(of({ tools })).not.toHaveProperty("parallel_tool_calls");
  expect(of({ tools, toolChoice: { name: "f" }, parallelToolCalls: false })).toMatchObject({
    tool_choice: { type: "function", name: "f" },
    parallel_tool_calls: false,
  });
  expect(of({ tools, toolChoice: "none" }).tool_choice).toBe("none");
  for (const name of ["tools", "tool_choice", "parallel_tool_calls", "include"]) {
    expect(of({ toolChoice: "none", parallelToolCalls: false })).not.toHaveProperty(name);
  }
});

test("a summary is asked for as the upstream takes it, and not at all where nobody wants it", () => {
  expect(toRequestBody({ ...call, reasoningSummary: true }, plan).reasoning).toEqual({ summary: "auto" });
  expect(toRequestBody({ ...call, reasoningSummary: false }, plan)).not.toHaveProperty("reasoning");
  const both = { ...call, reasoningSummary: true, reasoningEffort: "low" };
  expect(toRequestBody(both, plan).reasoning).toEqual({ effort: "low", summary: "auto" });
  const concessions = conceding("withoutSummary");
  expect(toRequestBody(both, { ...plan, concessions }).reasoning).toEqual({ effort: "low" });
});

test("a required search is forced on a key alone, for the person's question, and gives way to a choice", () => {
  const webSearch = { required: true } as const;
  const choice = (more: Partial<LlmCall>, style = key) =>
    toRequestBody({ ...call, webSearch, ...more }, style).tool_choice;
  expect(choice({})).toEqual({ type: "web_search" });
  expect(toRequestBody({ ...call, webSearch }, plan).tool_choice).toBe("auto");
  expect(choice({ webSearch: true })).toBe("auto");
  expect(choice({ tools: [{ name: "f", parameters: {} }], toolChoice: { name: "f" } })).toMatchObject({ name: "f" });
  const toolCalls = [{ id: "c", name: "f", arguments: "{}" }];
  const answered: LlmCall["messages"] = [
    ...call.messages,
    { role: "assistant", content: "", toolCalls },
    { role: "tool", toolCallId: "c", content: "42" },
  ];
  expect(choice({ messages: answered })).toBe("auto");
});

const closed = (a: unknown, more: object = {}) => ({
  type: "object",
  properties: { a },
  required: ["a"],
  additionalProperties: false,
  ...more,
});
const text = { type: "string" };

test.each([
  [closed(text), true],
  [closed({ type: "string", enum: ["x"], description: "…" }), true],
  [closed({ anyOf: [text, closed({ type: "array", items: text, maxItems: 3 })] }), true],
  [closed({ $ref: "#/$defs/b" }, { $defs: { b: { type: ["string", "null"], format: "date" } } }), true],
  [{ type: "object", properties: {}, additionalProperties: false }, true],
  [{ ...closed(text), required: undefined }, false],
  [{ ...closed(text), additionalProperties: undefined }, false],
  [{ ...closed(text), required: ["a", "b"] }, false],
  [closed({}), false],
  [closed(true), false],
  [closed({ type: "object", properties: {} }), false],
  [closed({ type: "string", default: "x" }), false],
  [closed({ type: "string", minLength: 1 }), false],
  [closed({ type: "string", format: "uri" }), false],
  [closed({ type: "string", pattern: "^(?!x)" }), false],
  [closed({ type: "array", items: text, uniqueItems: true }), false],
  [closed({ $ref: "#/$defs/b", description: "…" }, { $defs: { b: text } }), false],
  [closed({ oneOf: [text] }), false],
  [closed({ enum: Array.from({ length: 1001 }, (_, index) => index) }), false],
  [closed(text, { allOf: [] }), false],
  [{ anyOf: [text] }, false],
  [Array.from({ length: 11 }).reduce<object>((inner) => closed(inner), text), false],
])("schema %j can be decoded strictly: %s", (schema, expected) => {
  expect(isStrictSchema(JSON.parse(JSON.stringify(schema)))).toBe(expected);
});
