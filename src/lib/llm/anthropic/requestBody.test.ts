import { describe, expect, it } from "vitest";
import type { LlmCall, Message } from "@/types/llm";
import { factsByName } from "./modelFacts";
import { type BodyStyle, leftOut, toAnthropicBody } from "./requestBody";

const model = "claude-sonnet-5-5";
const call: LlmCall = { provider: "anthropic", model, messages: [{ role: "user", content: "Hi" }] };
const styleOf = (more: Partial<BodyStyle> & { model?: string } = {}): BodyStyle => ({
  facts: factsByName(more.model ?? model),
  owner: { provider: "anthropic", payer: "env", model },
  strict: true,
  laterSearch: false,
  schemaAsText: false,
  ...more,
});
const bodyOf = (more: Partial<LlmCall> = {}, style: Parameters<typeof styleOf>[0] = {}) =>
  toAnthropicBody({ ...call, ...more }, styleOf({ ...style, model: more.model ?? model }));
const png = "data:image/png;base64,AAAA";
const pdf = { name: "a.pdf", dataUrl: "data:application/pdf;base64,JVBERi0=" };
const add = {
  name: "add",
  description: "Adds.",
  parameters: { type: "object", properties: { a: { type: "number" } } },
};
const mark = { cache_control: { type: "ephemeral" } };

describe("what is sent to Anthropic", () => {
  it("is no more than was asked, and the most tokens that are standard", () => {
    expect(bodyOf()).toEqual({
      model,
      max_tokens: 64_000,
      stream: true,
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    });
    expect(bodyOf({ maxTokens: 5 })).toMatchObject({ max_tokens: 5 });
  });

  it("asks the last of the system texts where nothing else is said", () => {
    const messages: Message[] = ["Be kind.", "Greet Ada."].map((content) => ({ role: "system", content }));
    expect(bodyOf({ messages })).toMatchObject({
      system: [{ type: "text", text: "Be kind." }],
      messages: [{ role: "user", content: [{ type: "text", text: "Greet Ada." }] }],
    });
    expect(messages.map(({ role }) => role)).toEqual(["system", "system"]);
  });

  it("asks what the system says where the person says nothing", () => {
    const said = { messages: [{ role: "user", content: [{ type: "text", text: "Greet Ada." }] }] };
    const blank: Message = { role: "user", content: " \n" };
    expect(bodyOf({ messages: [{ role: "system", content: "Greet Ada." }, blank] })).toMatchObject(said);
    expect(bodyOf({ system: "Greet Ada.", messages: [blank] })).toMatchObject(said);
  });

  it.each([[[]], [["", " \n"]]])("is nothing where nothing is said: %j", (texts) => {
    const messages = texts.map((content): Message => ({ role: "user", content }));
    expect(() => bodyOf({ messages })).toThrow("Nothing is asked");
  });

  it("has every system text in one place, and no blank text anywhere", () => {
    const messages: Message[] = [
      { role: "system", content: "Second." },
      { role: "user", content: "One" },
      { role: "assistant", content: " " },
      { role: "user", content: "Two" },
    ];
    expect(bodyOf({ system: "First.", messages })).toMatchObject({
      system: [{ type: "text", text: "First.\n\nSecond." }],
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "One" },
            { type: "text", text: "Two" },
          ],
        },
      ],
    });
  });

  it("has files and pictures before the text, and a turn of their own where nobody said anything", () => {
    const document = {
      type: "document",
      title: "a.pdf",
      source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" },
    };
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
    expect(bodyOf({ files: [pdf], images: [png] }).messages).toEqual([
      { role: "user", content: [document, image, { type: "text", text: "Hi" }] },
    ]);
    expect(bodyOf({ images: [png], messages: [{ role: "assistant", content: "Yes" }] }).messages).toEqual([
      { role: "assistant", content: [{ type: "text", text: "Yes" }] },
      { role: "user", content: [image] },
    ]);
  });

  it("has functions, bound to their schema where it can be, and the choice among them", () => {
    const closed = { ...add, parameters: { ...add.parameters, additionalProperties: false } };
    const open = { name: "open", parameters: { properties: { n: { type: "integer", minimum: 1 } } } };
    expect(bodyOf({ tools: [closed, open, { ...add, name: "wish", strict: false }] }).tools).toEqual([
      { name: "add", description: "Adds.", input_schema: closed.parameters, strict: true },
      { name: "open", input_schema: { type: "object", ...open.parameters } },
      { name: "wish", description: "Adds.", input_schema: add.parameters },
    ]);
    expect(bodyOf({ tools: [closed] }, { strict: false }).tools).not.toMatchObject([{ strict: true }]);
    const many = Array.from({ length: 21 }, (_, index) => ({ ...closed, name: `f${index}` }));
    expect(JSON.stringify(bodyOf({ tools: many }).tools)).not.toContain("strict");
    expect(bodyOf({ tools: [add], toolChoice: { name: "add" } }).tool_choice).toEqual({ type: "tool", name: "add" });
    expect(bodyOf({ tools: [add], toolChoice: "required", parallelToolCalls: false }).tool_choice).toEqual({
      type: "any",
      disable_parallel_tool_use: true,
    });
    expect(bodyOf({ tools: [add], toolChoice: "none" }).tool_choice).toEqual({ type: "none" });
    const alone = bodyOf({ tools: [add], toolChoice: "none", webSearch: true });
    expect(alone).toMatchObject({ tools: [{ name: "web_search" }] });
    expect(alone).not.toHaveProperty("tool_choice");
    expect(bodyOf({ tools: [add], parallelToolCalls: false }).tool_choice).toEqual({
      type: "auto",
      disable_parallel_tool_use: true,
    });
    expect(bodyOf({ tools: [add], toolChoice: "auto" })).not.toHaveProperty("tool_choice");
  });

  it("searches, as the model takes it, and is told when it must", () => {
    expect(bodyOf({ webSearch: true }).tools).toEqual([{ type: "web_search_20250305", name: "web_search" }]);
    expect(bodyOf({ webSearch: true })).not.toHaveProperty("system");
    const later = bodyOf({ webSearch: { required: true } }, { laterSearch: true });
    expect(later.tools).toMatchObject([{ type: "web_search_20260209" }]);
    expect(later.system).toMatchObject([{ text: expect.stringContaining("Search the web") }]);
  });

  it("binds the answer to a schema, or asks for it in words where it cannot", () => {
    const jsonSchema = { type: "object", properties: { n: { type: "integer", minimum: 3 } }, required: ["n"] };
    const words = [{ text: expect.stringContaining('"minimum":3') }];
    expect(bodyOf({ jsonSchema }).output_config).toEqual({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: { n: { type: "integer", description: "minimum: 3" } },
          required: ["n"],
          additionalProperties: false,
        },
      },
    });
    for (const body of [bodyOf({ jsonSchema }, { schemaAsText: true }), bodyOf({ jsonSchema, webSearch: true })]) {
      expect(body).toMatchObject({ system: words });
      expect(body).not.toHaveProperty("output_config");
    }
  });
});

describe("thinking", () => {
  const thinkingOf = (more: Partial<LlmCall>) => {
    const { thinking, output_config, temperature } = bodyOf(more);
    return { thinking, effort: (output_config as { effort?: string } | undefined)?.effort, temperature };
  };

  it("is as deep as the effort says, and told of when it is asked for", () => {
    expect(thinkingOf({})).toEqual({});
    expect(thinkingOf({ reasoningEffort: "max" })).toEqual({ thinking: { type: "adaptive" }, effort: "max" });
    expect(thinkingOf({ reasoningSummary: true })).toEqual({ thinking: { type: "adaptive", display: "summarized" } });
  });

  it("has a budget below the most tokens with earlier models, or is not asked for", () => {
    const earlier = { model: "claude-haiku-4-5", reasoningEffort: "high" };
    expect(thinkingOf(earlier)).toEqual({ thinking: { type: "enabled", budget_tokens: 4096 } });
    expect(thinkingOf({ ...earlier, maxTokens: 3000 })).toEqual({ thinking: { type: "enabled", budget_tokens: 1500 } });
    expect(thinkingOf({ ...earlier, maxTokens: 2000 })).toEqual({});
    expect(thinkingOf({ model: "claude-opus-4-5", reasoningEffort: "low" })).toEqual({ effort: "low" });
  });

  it("leaves a temperature out, which stays without it", () => {
    const model = "claude-opus-4-6";
    const both: Partial<LlmCall> = { model, temperature: 0.5, reasoningEffort: "low" };
    expect(thinkingOf({ model, temperature: 0.5 })).toEqual({ temperature: 0.5 });
    expect(thinkingOf(both)).toEqual({ thinking: { type: "adaptive" }, effort: "low" });
    expect(leftOut({ ...call, ...both }, styleOf({ model }))).toEqual(["temperature"]);
    expect(leftOut({ ...call, model, temperature: 0.5 }, styleOf({ model }))).toEqual([]);
  });

  it("does not go together with a call that must be made", () => {
    const forced: Partial<LlmCall> = { tools: [add], toolChoice: "required", reasoningEffort: "high" };
    expect(thinkingOf(forced)).toEqual({});
    expect(thinkingOf({ ...forced, model: "claude-opus-4-6" })).toEqual({ thinking: { type: "disabled" } });
    expect(leftOut({ ...call, ...forced }, styleOf())).toEqual(["reasoningEffort"]);
  });
});

describe("a conversation with calls", () => {
  const calls = [
    { id: "toolu_1", name: "add", arguments: '{"a":1}' },
    { id: "call:2", name: "add", arguments: "none" },
  ];
  const results: Message[] = calls.map(({ id }) => ({
    role: "tool",
    toolCallId: id,
    content: id === "call:2" ? "" : "2",
  }));
  const items = [
    { type: "thinking", thinking: "Hm", signature: "s" },
    { type: "redacted_thinking", data: "d" },
    { type: "text", text: "Let me see." },
    { type: "tool_use", id: "toolu_1", name: "add", input: { a: 1 } },
    { type: "tool_use", id: "call:2", name: "add", input: {} },
    { type: "code_execution", secret: true },
  ];
  const state = { provider: "anthropic", payer: "env", model, items };
  const asked: Message = { role: "user", content: "Add" };
  const answered: Message = { role: "assistant", content: "Let me see.", toolCalls: calls, state };
  const turnsOf = (messages: Message[], more: Partial<LlmCall> = {}) =>
    bodyOf({ messages, tools: [add], ...more }).messages;

  it("gives back what the answer held in its order, and the results as one turn", () => {
    expect(turnsOf([asked, answered, ...results, { role: "user", content: "And?" }])).toEqual([
      { role: "user", content: [{ type: "text", text: "Add" }] },
      {
        role: "assistant",
        content: [...items.slice(0, 4), { ...items[4], id: "call_3a_2" }],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "toolu_1", content: "2" },
          { type: "tool_result", tool_use_id: "call_3a_2" },
          { type: "text", text: "And?", ...mark },
        ],
      },
    ]);
  });

  it("makes the calls of other providers, or of a client that kept no state, by their names", () => {
    const plain = [
      { type: "text", text: "Let me see." },
      { type: "tool_use", id: "toolu_1", name: "add", input: { a: 1 } },
      { type: "tool_use", id: "call_3a_2", name: "add", input: {} },
    ];
    const { state: _, ...stateless } = answered;
    const foreign = { ...answered, state: { ...state, provider: "openai" } };
    for (const message of [stateless, foreign] as Message[]) {
      expect(turnsOf([asked, message, ...results])).toMatchObject([{}, { content: plain }, {}]);
    }
  });

  it("says what was changed as it is said now", () => {
    const changed: Message = { ...answered, content: "Changed.", toolCalls: calls.slice(0, 1) };
    expect(turnsOf([asked, changed, ...results.slice(0, 1)])).toMatchObject([
      {},
      { content: [{ type: "thinking" }, { type: "redacted_thinking" }, { text: "Changed." }, { id: "toolu_1" }] },
      {},
    ]);
  });

  it("goes on without thoughts where a budget of them would want those of before", () => {
    const more = { model: "claude-haiku-4-5", reasoningEffort: "low", tools: [add] };
    const { state: _, ...stateless } = answered as Extract<Message, { role: "assistant" }>;
    expect(bodyOf({ ...more, messages: [asked, stateless, ...results] })).not.toHaveProperty("thinking");
    expect(bodyOf({ ...more, messages: [asked, answered, ...results] })).toHaveProperty("thinking");
  });
});

describe("the marks of the cache", () => {
  const long = "x".repeat(5000);

  it("stand behind tools and system texts that are long", () => {
    expect(bodyOf({ system: long, tools: [add] }).system).toMatchObject([mark]);
    expect(bodyOf({ tools: [add, { ...add, name: "b", description: long }] }).tools).toMatchObject([{}, mark]);
    expect(JSON.stringify(bodyOf({ system: "short", tools: [add] }))).not.toContain("cache_control");
  });

  it("stand behind files that come again", () => {
    const marked = (more: Partial<LlmCall>) =>
      JSON.stringify(bodyOf({ files: [pdf], ...more })).includes("cache_control");
    expect(marked({})).toBe(false);
    expect(marked({ cacheScope: "node" })).toBe(true);
  });
});
