import { describe, expect, test } from "vitest";
import { credentialSource, drain, planPayer, refusal, type SentRequest, sse } from "@/lib/llm/__fixtures__/upstream";
import { asArray, asObject } from "@/lib/llm/narrow";
import { answer, call, never, type Replies, setUp } from "@/lib/llm/openaiResponses/__fixtures__/providers";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";

/** Web search on a plan whose backend takes the hosted tool from nobody. */

const notTaken = {
  error: {
    message: "X-OpenAI-Internal only supports function tools, custom tools, and client-executed tool search.",
    param: "tools",
    code: "unsupported_value",
  },
};
const usage = { input_tokens: 10, output_tokens: 5, total_tokens: 15 };

function streamOf(...items: object[]): Response {
  const events = [
    ...items.map((item) => ({ type: "response.output_item.done", item })),
    { type: "response.completed", response: { output: [], usage } },
  ];
  return sse(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
}

const thought = (id: string) => ({ type: "reasoning", id, summary: [], encrypted_content: "gAAAA" });
const callOf = (id: string, name: string, args: object) => ({
  type: "function_call",
  call_id: id,
  name,
  arguments: JSON.stringify(args),
});
const searchOf = (id: string, query: string) => callOf(id, "patchbay_web_search", { query });
const message = (text: string, annotations: object[] = []) => ({
  type: "message",
  id: text,
  content: [{ type: "output_text", text, annotations }],
});
const found = (text: string) => Response.json({ output: text });

type Answers = { models: Response[]; searches?: Response[] };

/** Refuses the hosted tool, and gives the answers of the model and of the search in their order. */
function upstream({ models, searches = [] }: Answers) {
  let model = 0;
  let search = 0;
  const reply = ({ url, body }: SentRequest): Response => {
    const isSearch = url.endsWith("/alpha/search");
    const isHosted = JSON.stringify(body.tools ?? []).includes('"web_search"');
    const next = isSearch ? searches[search++] : isHosted ? refusal(400, notTaken) : models[model++];
    return next ?? refusal(500, {});
  };
  const replies: Replies = [reply];
  return setUp(replies);
}

async function ask(up: ReturnType<typeof setUp>, more: Partial<LlmCall> = {}) {
  const events = up.plan.stream({ ...call, webSearch: true, ...more }, credentialSource(planPayer).source, never);
  const { items, error } = await drain<ProviderEvent>(events);
  const seen = items.filter(({ type }) => type !== "observed");
  const notices = seen.flatMap((event) => (event.type === "notice" ? [event.code] : []));
  return { seen, notices, end: seen.at(-1), error: error as AppError | undefined };
}

const pathsOf = (up: ReturnType<typeof setUp>) => up.sent.map(({ url }) => url.replace(/.*\/codex/, ""));

describe("searches made for a model", () => {
  test("are made between the rounds of one answer, told once, and remembered", async () => {
    const models = () => [
      streamOf(
        thought("r1"),
        message("Let me see."),
        searchOf("s1", "weather Lisbon"),
        searchOf("s2", "weather Porto"),
      ),
      streamOf(
        thought("r2"),
        message("Rain [1]", [{ type: "url_citation", url: "https://a.example/x", start_index: 5, end_index: 8 }]),
      ),
    ];
    const searches = () => [
      found("Rain (https://a.example/x), sun: https://b.example/y."),
      found("Sun https://b.example/y"),
    ];
    const up = upstream({ models: [...models(), ...models()], searches: [...searches(), ...searches()] });
    const { seen, notices, end } = await ask(up);
    expect(pathsOf(up)).toEqual(["/responses", "/responses", "/alpha/search", "/alpha/search", "/responses"]);
    expect(notices).toEqual(["search_by_endpoint"]);
    expect(seen.map((event) => (event.type === "text-delta" ? event.text : "")).join("")).toBe(
      "Let me see.\n\nRain [1]",
    );
    expect(seen.filter(({ type }) => type === "source")).toEqual([
      { type: "source", url: "https://b.example/y" },
      { type: "source", url: "https://a.example/x", start: 18, end: 21 },
    ]);
    expect(end).toMatchObject({
      type: "end",
      text: "Let me see.\n\nRain [1]",
      finishReason: "stop",
      usage: { inputTokens: 20, outputTokens: 10, totalTokens: 30 },
    });
    const round = up.sent.at(-1)?.body as { input: { type: string }[]; tools: { name: string }[] };
    expect(round.input.map(({ type }) => type)).toEqual([
      "message",
      "reasoning",
      "message",
      "function_call",
      "function_call",
      "function_call_output",
      "function_call_output",
    ]);
    const before = up.sent.length;
    expect((await ask(up)).notices).toEqual(["search_by_endpoint"]);
    expect(pathsOf(up).slice(before)).toEqual(["/responses", "/alpha/search", "/alpha/search", "/responses"]);
  });

  test("ask the endpoint as the client does", async () => {
    const up = upstream({
      models: [streamOf(searchOf("s1", "weather Lisbon")), streamOf(message("Rain"))],
      searches: [found("Rain")],
    });
    await ask(up);
    const { url, headers, body } = up.sent[2] as SentRequest;
    expect(url).toBe("https://chatgpt.com/backend-api/codex/alpha/search");
    expect(Object.keys(headers)).toEqual([
      "version",
      "content-type",
      "authorization",
      "originator",
      "user-agent",
      "accept",
    ]);
    expect(body).toEqual({
      id: up.sent[0]?.body.prompt_cache_key,
      model: "gpt-5.5",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
      commands: { search_query: [{ q: "weather Lisbon" }] },
      settings: { allowed_callers: ["direct"], external_web_access: true },
      max_output_tokens: 10_000,
    });
  });

  test("end with the calls of the caller's own tools, and stand in the state before what these give", async () => {
    const tools = [{ name: "f", parameters: { type: "object" } }];
    const items = [thought("r1"), searchOf("s1", "q"), callOf("c1", "f", {})];
    const up = upstream({ models: [streamOf(...items), streamOf(message("Done"))], searches: [found("Rain")] });
    const first = await ask(up, { tools });
    expect(first.seen.filter(({ type }) => type === "tool-call")).toEqual([
      { type: "tool-call", id: "c1", name: "f", arguments: "{}" },
    ]);
    expect(first.end).toMatchObject({ finishReason: "tool_calls" });
    const { state } = first.end as Extract<ProviderEvent, { type: "end" }>;
    const toolCalls = [{ id: "c1", name: "f", arguments: "{}" }];
    const messages: LlmCall["messages"] = [
      ...call.messages,
      { role: "assistant", content: "", toolCalls, state },
      { role: "tool", toolCallId: "c1", content: "42" },
    ];
    expect((await ask(up, { tools, messages })).end).toMatchObject({ text: "Done" });
    expect(asArray(up.sent.at(-1)?.body.input).map((item) => asObject(item).call_id)).toEqual([
      undefined,
      undefined,
      "s1",
      "c1",
      "s1",
      "c1",
    ]);
  });

  test("are no more offered after six rounds", async () => {
    const models = [
      ...Array.from({ length: 6 }, (_, at) => streamOf(searchOf(`s${at}`, "q"))),
      streamOf(message("Enough")),
    ];
    const up = upstream({ models, searches: Array.from({ length: 6 }, () => found("Rain")) });
    expect((await ask(up)).end).toMatchObject({ text: "Enough" });
    const offered = up.sent.filter(({ url }) => url.endsWith("/responses")).map(({ body }) => "tools" in body);
    expect(offered).toEqual([true, ...Array.from({ length: 6 }, () => true), false]);
  });

  test("count as a search that was required", async () => {
    const up = upstream({
      models: [streamOf(searchOf("s1", "q")), streamOf(message("Rain"))],
      searches: [found("Rain")],
    });
    expect((await ask(up, { webSearch: { required: true } })).notices).toEqual(["search_by_endpoint"]);
    const unused = upstream({ models: [streamOf(message("Rain"))] });
    expect((await ask(unused, { webSearch: { required: true } })).notices).toEqual([
      "search_by_endpoint",
      "search_not_used",
    ]);
  });

  test("that are refused as well are told, and the model is not asked again to find out", async () => {
    const models = [streamOf(searchOf("s1", "q"))];
    const up = upstream({ models, searches: [refusal(403, { detail: "Not for you" })] });
    const { error } = await ask(up);
    expect(error).toMatchObject({ code: "unsupported_option", facts: { upstreamMessage: "Not for you" } });
    const before = up.sent.length;
    expect((await ask(up)).error?.code).toBe("unsupported_option");
    expect(up.sent).toHaveLength(before);
  });

  test.each([
    ["rate_limited", refusal(429, { detail: "Slow down" })],
    ["egress_blocked", refusal(403, "<!doctype html><title>no</title>")],
    ["content_rejected", refusal(400, { error: { code: "content_policy_violation", message: "Not this" } })],
  ])("that %s holds up fail with it, and are asked for again later", async (code, reply) => {
    const models = [streamOf(searchOf("s1", "q")), streamOf(message("Rain"))];
    const up = upstream({ models, searches: [reply] });
    expect((await ask(up)).error?.code).toBe(code);
    expect((await ask(up)).end).toMatchObject({ text: "Rain" });
  });
});

test("a backend that takes the hosted tool is asked for nothing else, and never forced to it", async () => {
  const up = setUp([sse(answer)]);
  expect((await ask(up, { webSearch: { required: true } })).notices).toEqual(["search_not_used"]);
  expect(up.sent).toHaveLength(1);
  expect(up.sent[0]?.body).toMatchObject({
    tools: [{ type: "web_search", external_web_access: true }],
    tool_choice: "auto",
  });
});
