import { describe, expect, test } from "vitest";
import {
  credentialSource,
  drain,
  fakeFetch,
  fakeTiming,
  planPayer,
  refusal,
  sse,
  streamOf,
} from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import { createSiwcProvider } from "./siwcProvider";

const never = new AbortController().signal;
const call: LlmCall = { provider: "openai-auth", model: "gpt-6-sol", messages: [{ role: "user", content: "Hello" }] };

function setUp(...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const clock = fakeTiming();
  const deps = { fetch: upstream.fetch, timing: clock.timing, idleTimeoutMs: 300_000 };
  const provider = createSiwcProvider({ siwcBaseUrl: "https://api.openai.com/v1" }, deps);
  return { ...upstream, ...clock, provider };
}

async function ask(up: ReturnType<typeof setUp>, one = call) {
  const { items, error } = await drain<ProviderEvent>(
    up.provider.stream(one, credentialSource(planPayer, { accountId: "acct", routingOverride: "us" }, 1).source, never),
  );
  return { items: items.filter(({ type }) => type !== "observed"), error: error as AppError | undefined };
}

const events = (...list: object[]) => list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const usage = { input_tokens: 3, output_tokens: 5, output_tokens_details: { reasoning_tokens: 1 } };
const completed = (output: unknown[] = []) => ({ type: "response.completed", response: { output, usage } });
const message = (id: string, text: string, phase?: string) => ({
  id,
  type: "message",
  ...(phase === undefined ? {} : { phase }),
  content: [{ type: "output_text", text }],
});
const whole = events(
  { type: "response.output_text.delta", item_id: "m", delta: "Grüße, " },
  { type: "response.output_text.delta", item_id: "m", delta: "Welt 🌍" },
  { type: "response.output_item.done", item: message("m", "Grüße, Welt 🌍", "final_answer") },
  completed(),
);
const failed = (code: string) => ({
  type: "response.failed",
  response: { error: { code, message: "echo of a prompt" } },
});

describe("the request", () => {
  test("goes to the platform with an allow-list of fields and none of the Codex client's headers", async () => {
    const up = setUp(sse(whole));
    await ask(up, {
      ...call,
      system: "Be brief.",
      temperature: 1,
      maxTokens: 9,
      serviceTier: "priority",
      reasoningEffort: "low",
      webSearch: true,
    });
    expect(up.sent[0]?.url).toBe("https://api.openai.com/v1/responses");
    expect(up.sent[0]?.headers).toEqual({
      authorization: "Bearer token-0",
      "user-agent": "patchbay",
      accept: "text/event-stream",
      "content-type": "application/json",
    });
    expect(up.sent[0]?.body).toEqual({
      model: "gpt-6-sol",
      instructions: "Be brief.",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Hello" }] }],
      stream: true,
      store: false,
      tools: [{ type: "web_search" }],
      reasoning: { effort: "low" },
    });
  });

  test("holds functions in an item before the conversation, with what the protocol wants of each", async () => {
    const up = setUp(sse(whole));
    const parameters = { type: "object", properties: {} };
    const tools = [{ name: "f", parameters }];
    await ask(up, { ...call, tools, webSearch: true, toolChoice: { name: "f" }, parallelToolCalls: false });
    expect(up.sent[0]?.body).toMatchObject({
      input: [
        {
          type: "additional_tools",
          role: "developer",
          tools: [{ type: "function", name: "f", strict: false, parameters }],
        },
        { role: "user" },
      ],
      tools: [{ type: "web_search" }],
      tool_choice: { type: "function", name: "f" },
      parallel_tool_calls: false,
      include: ["reasoning.encrypted_content"],
    });
    await ask(up, { ...call, tools });
    for (const name of ["tools", "tool_choice", "parallel_tool_calls", "prompt_cache_key", "service_tier"]) {
      expect(up.sent[1]?.body).not.toHaveProperty(name);
    }
  });

  test("holds functions in a namespace where the item is not taken, and calls come back from there", async () => {
    const code = "subscription_sharing_unsupported_capability";
    const item = {
      type: "function_call",
      call_id: "c",
      name: "f",
      namespace: "patchbay",
      arguments: "{}",
      status: "completed",
    };
    const called = events({ type: "response.output_item.done", item }, completed());
    const up = setUp(refusal(400, { error: { code, message: "no", param: "input" } }), sse(called));
    const tools = [{ name: "f", parameters: { type: "object" } }];
    const { items } = await ask(up, { ...call, tools });
    expect(up.sent[1]?.body).toMatchObject({
      input: [{ role: "user" }],
      tools: [{ type: "namespace", name: "patchbay", description: expect.any(String), tools: [{ name: "f" }] }],
    });
    expect(items).toMatchObject([
      { type: "tool-call", id: "c", name: "f", arguments: "{}" },
      { type: "end", finishReason: "tool_calls", state: { items: [{ namespace: "patchbay" }] } },
    ]);
  });

  test("has no instructions of ours, and no system role", async () => {
    const up = setUp(sse(whole));
    const late = { role: "system", content: "Now in French." } as const;
    await ask(up, { ...call, messages: [...call.messages, late] });
    expect(up.sent[0]?.body).not.toHaveProperty("instructions");
    expect(up.sent[0]?.body.input).toMatchObject([{ role: "user" }, { role: "developer" }]);
  });
});

describe("the stream", () => {
  test.each([1, 2, 3, 7])(
    "is read whole when cut every %i bytes, with either line end and no content type",
    async (size) => {
      for (const text of [whole, whole.replaceAll("\n", "\r\n")]) {
        const { items, error } = await ask(setUp(() => new Response(streamOf(text, size))));
        expect(error).toBeUndefined();
        expect(items.at(-1)).toMatchObject({
          type: "end",
          text: "Grüße, Welt 🌍",
          usage: { inputTokens: 3, outputTokens: 5, reasoningTokens: 1 },
        });
      }
    },
  );

  test("shows commentary as thoughts, and only the final answer as the answer", async () => {
    const output = [message("c", "Looking.", "commentary"), message("m", "Done.", "final_answer")];
    const body = events(
      { type: "response.output_item.added", item: message("c", "", "commentary") },
      { type: "response.output_text.delta", item_id: "c", delta: "Looking." },
      { type: "response.output_text.done", item_id: "c", text: "Looking." },
      { type: "response.output_item.done", item: output[0] },
      { type: "response.output_item.added", item: message("m", "", "final_answer") },
      { type: "response.output_text.delta", item_id: "m", delta: "Done." },
      { type: "response.output_item.done", item: output[1] },
      completed(output),
    );
    const { items } = await ask(setUp(sse(body)));
    expect(items).toMatchObject([
      { type: "reasoning-delta", text: "Looking." },
      { type: "text-delta", text: "Done." },
      { type: "end", text: "Done." },
    ]);
  });

  test("fails with what was received when the limit is met in the middle, and is not sent again", async () => {
    const half = { type: "response.output_text.delta", item_id: "m", delta: "Half" };
    const up = setUp(sse(events(half, failed("subscription_sharing_usage_limit_exceeded"))));
    const { error } = await ask(up);
    expect(error).toMatchObject({
      code: "usage_limit_reached",
      facts: { action: "manage_usage", partialText: "Half" },
    });
    expect(error?.message).not.toContain("echo");
    expect(up.sent).toHaveLength(1);
  });

  test.each([
    ["an end without its last event", "", "upstream_interrupted"],
    ["nothing but [DONE]", "data: [DONE]\n\n", "upstream_interrupted"],
    [
      "an error event",
      events({ type: "error", code: "server_error", message: "no", param: null }),
      "upstream_unavailable",
    ],
    ["a model that is gone", events(failed("model_not_found")), "model_not_available"],
    [
      "an answer cut for its content",
      events({ type: "response.incomplete", response: { incomplete_details: { reason: "content_filter" } } }),
      "content_rejected",
    ],
  ])("counts %s as a failure", async (_what, body, code) => {
    expect((await ask(setUp(sse(body)))).error).toMatchObject({ code });
  });
});

describe("a refusal", () => {
  const error = (code: string, param: string | null = null) => ({
    error: { message: "echo of a prompt", code, param },
  });

  test.each<[string, number, string, string, string | undefined, number]>([
    ["user_not_eligible", 403, "plan_use_off", "manage_usage", "https://chatgpt.com/settings/usage", 1],
    ["v2_user_not_eligible", 403, "plan_use_off", "manage_usage", "https://chatgpt.com/settings/usage", 1],
    ["usage_limit_exceeded", 429, "usage_limit_reached", "manage_usage", "https://chatgpt.com/settings/usage", 1],
    ["usage_unavailable", 503, "upstream_unavailable", "", undefined, 5],
    ["user_unavailable", 503, "upstream_unavailable", "", undefined, 5],
    ["route_not_supported", 403, "upstream_rejected", "", undefined, 1],
    ["invalid_user", 401, "upstream_rejected", "", undefined, 1],
  ])("%s (%i) becomes %s, without upstream's words", async (stem, status, code, action, link, times) => {
    const up = setUp(refusal(status, error(`subscription_sharing_${stem}`), { "x-request-id": "req_1" }));
    const { error: thrown } = await ask(up);
    expect(thrown).toMatchObject({ code, facts: { upstreamStatus: status, upstreamRequestId: "req_1" } });
    expect([thrown?.facts.action ?? "", thrown?.facts.link]).toEqual([action, link]);
    expect(thrown?.message).not.toContain("echo");
    expect(up.sent).toHaveLength(times);
  });

  test.each(["chatpass_v2_scope_not_authorized", "chatpass_v2_invalid_authorization_context"])(
    "%s asks for a sign-in with consent",
    async (code) => {
      const { error: thrown } = await ask(setUp(refusal(403, error(code))));
      expect(thrown).toMatchObject({ code: "plan_use_off" });
      expect(thrown?.facts.action).toBeUndefined();
    },
  );

  test("of a capability names what has to go, or the model", async () => {
    const code = "subscription_sharing_unsupported_capability";
    const tools = await ask(setUp(refusal(400, error(code, "tools"))));
    expect(tools.error).toMatchObject({ code: "unsupported_option", facts: { param: "tools" } });
    expect(tools.error?.message).toContain("“tools”");
    const model = await ask(setUp(refusal(400, error(code, "model"))));
    expect(model.error).toMatchObject({ code: "model_not_available" });
  });

  test("with a detail is told by its status", async () => {
    const of = async (status: number, body: unknown) => (await ask(setUp(refusal(status, body)))).error;
    expect(await of(403, { detail: "Not offered in this region" })).toMatchObject({
      code: "plan_use_off",
      facts: { action: "manage_usage", upstreamMessage: "Not offered in this region" },
    });
    expect(await of(503, { detail: "Direct routing is off" })).toMatchObject({ code: "upstream_unavailable" });
    expect(await of(422, { detail: [{ msg: "Input should be a valid list" }] })).toMatchObject({
      code: "upstream_rejected",
    });
    expect(await of(503, "<!doctype html><title>down</title>")).toMatchObject({ code: "upstream_unavailable" });
    expect(await of(403, "<!doctype html><title>no</title>")).toMatchObject({ code: "egress_blocked" });
  });

  test("of the credential is handed to the one rule for it", async () => {
    const up = setUp(refusal(401, { detail: "Unauthorized" }), sse(whole));
    const { items } = await ask(up);
    expect(items.at(-1)).toMatchObject({ type: "end" });
    expect(up.sent).toHaveLength(2);
  });
});

describe("the model list", () => {
  const list = (up: ReturnType<typeof setUp>) => up.provider.listModels(credentialSource(planPayer).source, never);
  const entry = (slug: string, visibility: string) => ({
    slug,
    display_name: slug.toUpperCase(),
    visibility,
    priority: 1,
  });

  test("keeps its own order, names what is hidden, and asks nothing more", async () => {
    const up = setUp(Response.json({ models: [entry("b", "list"), entry("a", "list"), entry("h", "hide")] }));
    const { models } = await list(up);
    expect(models).toMatchObject([{ id: "b", name: "B" }, { id: "a" }, { id: "h", hiddenReason: expect.any(String) }]);
    expect(models[0]?.reasoningEfforts).toBeUndefined();
    expect(up.sent.map(({ url }) => url)).toEqual(["https://api.openai.com/v1/models"]);
  });

  test.each([[[]], [[entry("h", "hide")]]])(
    "is asked for once more as by a new client when it offers nothing",
    async (models) => {
      const up = setUp(Response.json({ models }), Response.json({ models: [entry("a", "list")] }));
      expect((await list(up)).models).toMatchObject([{ id: "a" }]);
      expect(up.sent[1]?.url).toBe("https://api.openai.com/v1/models?client_version=999.0.0");
    },
  );
});
