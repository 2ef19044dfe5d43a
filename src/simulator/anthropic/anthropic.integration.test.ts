import Anthropic from "@anthropic-ai/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { tinyPdf } from "@/simulator/testkit/tinyPdf";
import type { Simulator } from "@/simulator/types";

/** The official client against the simulator. */

let simulator: Simulator;
let client: Anthropic;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  client = new Anthropic({
    apiKey: "sk-ant-simulated",
    baseURL: `${simulator.env.ANTHROPIC_BASE_URL}`,
    maxRetries: 0,
    timeout: 60_000,
  });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

const model = "claude-sonnet-5-5";
type Params = Anthropic.MessageCreateParamsNonStreaming;
const tool = (name: string): Anthropic.Tool => ({
  name,
  input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
});
const tools = [tool("get_weather"), tool("get_time")];
const search: Anthropic.WebSearchTool20250305 = { type: "web_search_20250305", name: "web_search" };
const user = (content: Anthropic.MessageParam["content"]): Anthropic.MessageParam => ({ role: "user", content });
const paramsOf = (content: Anthropic.MessageParam["content"], more: Partial<Params> = {}): Params => ({
  model,
  max_tokens: 2000,
  messages: [user(content)],
  ...more,
});
const ask = (...args: Parameters<typeof paramsOf>) => client.messages.create(paramsOf(...args));
const textOf = ({ content }: Anthropic.Message) =>
  content.map((block) => (block.type === "text" ? block.text : "")).join("");

test("lists its models page by page, with what they can do", async () => {
  const models: Anthropic.ModelInfo[] = [];
  for await (const info of client.models.list({ limit: 2 })) models.push(info);
  expect(models.length).toBeGreaterThan(3);
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  expect(models[0]?.capabilities?.thinking.types).toMatchObject({ adaptive: { supported: true } });
  expect(await client.models.retrieve("claude-haiku-4-5")).toMatchObject({ display_name: "Claude Haiku 4.5" });
});

test("streams what it answers whole", async () => {
  const params = paramsOf("Tell me about rivers", {
    thinking: { type: "adaptive", display: "summarized" },
    tools: [search],
  });
  const whole = await client.messages.create(params);
  const streamed = await client.messages.stream(params).finalMessage();
  expect(streamed.content).toEqual(whole.content);
  expect(streamed.usage).toMatchObject({ output_tokens: whole.usage.output_tokens });
  expect(whole.content[0]).toMatchObject({ type: "thinking", thinking: expect.stringContaining("rivers") });
  expect(textOf(whole)).toContain("rivers");
});

test("tells its thoughts only when a summary of them is asked for", async () => {
  const { content } = await ask("Hi", { thinking: { type: "adaptive" } });
  expect(content[0]).toMatchObject({ type: "thinking", thinking: "", signature: expect.stringMatching(/./) });
});

test("calls two functions at once, and answers with what they gave", async () => {
  const asked = '[call:get_weather {"city":"Rome"}] [call:get_time {"city":"Rome"}] How is Rome?';
  const first = await client.messages.stream(paramsOf(asked, { tools, thinking: { type: "adaptive" } })).finalMessage();
  expect(first.stop_reason).toBe("tool_use");
  const calls = first.content.filter((block) => block.type === "tool_use");
  expect(calls.map(({ name, input }) => [name, input])).toEqual([
    ["get_weather", { city: "Rome" }],
    ["get_time", { city: "Rome" }],
  ]);
  const results = calls.map(({ id, name }) => ({
    type: "tool_result" as const,
    tool_use_id: id,
    content: `${name}: 20`,
  }));
  const messages = [user(asked), { role: "assistant" as const, content: first.content }, user(results)];
  const second = await ask("", { tools, messages });
  expect(second.stop_reason).toBe("end_turn");
  expect(textOf(second)).toContain("get_weather: 20");
});

test("searches, and cites what it found", async () => {
  const { content } = await client.messages
    .stream(paramsOf("[search:2] the news about rivers", { tools: [search] }))
    .finalMessage();
  expect(content.map(({ type }) => type).slice(0, 2)).toEqual(["server_tool_use", "web_search_tool_result"]);
  const cited = content.flatMap((block) => (block.type === "text" ? (block.citations ?? []) : []));
  expect(cited).toMatchObject([{ type: "web_search_result_location", url: expect.stringContaining("rivers") }, {}]);
});

test("pauses a search, and goes on when it is sent back", async () => {
  const asked = "[pause] [search] the news about rivers";
  const first = await ask(asked, { tools: [search] });
  expect(first.stop_reason).toBe("pause_turn");
  const messages = [user(asked), { role: "assistant" as const, content: first.content }];
  const second = await ask("", { tools: [search], messages });
  expect(second.stop_reason).toBe("end_turn");
  expect(second.content.every(({ type }) => type === "text")).toBe(true);
});

test("honours a schema", async () => {
  const schema = {
    type: "object",
    properties: { n: { type: "integer" } },
    required: ["n"],
    additionalProperties: false,
  };
  const answer = await ask("a number", { output_config: { format: { type: "json_schema", schema } } });
  expect(JSON.parse(textOf(answer))).toEqual({ n: expect.any(Number) });
});

test("reads a PDF", async () => {
  const data = tinyPdf(3).split(",")[1] ?? "";
  const source = { type: "base64" as const, media_type: "application/pdf" as const, data };
  const { usage } = await ask([
    { type: "document", source },
    { type: "text", text: "Summarize" },
  ]);
  expect(usage.input_tokens).toBeGreaterThan(1000);
});

test("finds again what stands before a mark", async () => {
  const system = [
    { type: "text" as const, text: "A long rule. ".repeat(1000), cache_control: { type: "ephemeral" as const } },
  ];
  const first = (await ask("One", { system })).usage;
  const second = (await ask("Two", { system })).usage;
  expect(first).toMatchObject({ cache_read_input_tokens: 0, cache_creation_input_tokens: expect.any(Number) });
  expect(first.cache_creation_input_tokens).toBeGreaterThan(3000);
  expect(second.cache_read_input_tokens).toBeGreaterThan(3000);
  expect((await ask("Three", { system: system[0]?.text ?? "" })).usage.cache_read_input_tokens).toBe(0);
});

describe("it refuses", () => {
  const thought = { type: "thinking" as const, thinking: "Hm", signature: "made-up" };
  const call = { type: "tool_use" as const, id: "toolu_1", name: "get_time", input: {} };
  const result = { type: "tool_result" as const, tool_use_id: "toolu_1", content: "12" };
  const assistant = (...content: Anthropic.ContentBlockParam[]) => ({ role: "assistant" as const, content });

  test.each<[string, Partial<Params>, RegExp]>([
    ["an answer without its limit", { max_tokens: undefined as never }, /max_tokens: Field required/],
    ["more tokens than the model writes", { max_tokens: 1_000_000 }, /maximum allowed number/],
    ["a temperature", { temperature: 0 } as never, /temperature: Extra inputs/],
    ["a blank text", { messages: [user([{ type: "text", text: " " }])] }, /non-whitespace/],
    ["a role that is none", { messages: [{ role: "tool" as never, content: "x" }] }, /'user' or 'assistant'/],
    ["a result without its call", { messages: [user([result])] }, /unexpected `tool_use_id`/],
    ["a call without its result", { messages: [user("a"), assistant(call), user("b")] }, /without `tool_result`/],
    ["thoughts that were made up", { messages: [user("a"), assistant(thought), user("b")] }, /Invalid `signature`/],
    [
      "thoughts that nobody signed",
      { messages: [user("a"), assistant({ ...thought, signature: undefined as never }), user("b")] },
      /signature: Field required/,
    ],
    ["the beginning of an answer", { messages: [user("a"), assistant({ type: "text", text: "b" })] }, /prefill/],
    ["a budget of thoughts", { thinking: { type: "enabled", budget_tokens: 1024 } }, /thinking.type.enabled/],
    [
      "thinking about a forced call",
      { thinking: { type: "adaptive" }, tools, tool_choice: { type: "any" } },
      /Thinking may not be enabled/,
    ],
    ["a choice that is not there", { tools, tool_choice: { type: "tool", name: "no" } }, /not found in provided tools/],
    ["a choice without tools", { tool_choice: { type: "auto" } }, /only be specified while providing tools/],
    [
      "a schema that is open",
      { output_config: { format: { type: "json_schema", schema: { type: "object", properties: {} } } } },
      /additionalProperties/,
    ],
  ])("%s", async (_title, more, words) => {
    await expect(ask("Hi", more)).rejects.toThrow(words);
    await expect(ask("Hi", more)).rejects.toMatchObject({ status: 400, type: "invalid_request_error" });
  });

  test("a wrong key, no key's version, and a model that is not there", async () => {
    const wrong = new Anthropic({ apiKey: "invalid", baseURL: client.baseURL, maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, type: "authentication_error" });
    await expect(ask("Hi", { model: "claude-1" })).rejects.toMatchObject({ status: 404, type: "not_found_error" });
    const bare = await fetch(`${client.baseURL}/v1/models`, { headers: { "x-api-key": "a" } });
    expect(await bare.json()).toMatchObject({ error: { message: expect.stringContaining("anthropic-version") } });
  });

  test.each([
    ["[usage-limit]", 400],
    ["[429]", 429],
    ["[503]", 529],
    ["[500]", 500],
  ])("what %s asks it to", async (word, status) => {
    await expect(ask(word)).rejects.toMatchObject({ status });
  });

  test("an answer in the middle", async () => {
    const stream = client.messages.stream(paramsOf("[overloaded] rivers"));
    await expect(stream.finalMessage()).rejects.toMatchObject({ type: "overloaded_error" });
  });
});
