import { describe, expect, test } from "vitest";
import { credentialSource, drain, keyPayer, planPayer, refusal, sse } from "@/lib/llm/__fixtures__/upstream";
import { answer, call, never, setUp } from "@/lib/llm/openaiResponses/__fixtures__/providers";
import type { ProviderEvent } from "@/lib/llm/provider";
import { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";

const dayMs = 24 * 60 * 60_000;
const plan = credentialSource(planPayer).source;
const key = credentialSource(keyPayer).source;

function refused(
  message: string,
  param: string | null = null,
  code: string | null = "unsupported_value",
  status = 400,
) {
  return refusal(status, { error: { message, type: "invalid_request_error", param, code } });
}

async function ask(up: ReturnType<typeof setUp>, more: Partial<LlmCall>, payer: "plan" | "key" = "plan") {
  const provider = payer === "plan" ? "openai-auth" : "openai";
  const events = up[payer].stream({ ...call, provider, ...more }, payer === "plan" ? plan : key, never);
  const { items, error } = await drain<ProviderEvent>(events);
  const notices = items.flatMap((event) => (event.type === "notice" ? [event.code] : []));
  return { items, notices, error: error as AppError | undefined, isDone: items.at(-1)?.type === "end" };
}

const parameters = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
};
const tools = [{ name: "f", parameters }];
const files = [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,AAAA" }];
const state = {
  provider: "openai-auth",
  payer: "acc1",
  model: "gpt-5.5",
  items: [
    { type: "reasoning", id: "rs", summary: [], encrypted_content: "gAAAA" },
    { type: "function_call", id: "fc", call_id: "c", name: "f", arguments: "{}", namespace: "n" },
  ],
};
const replayed: LlmCall["messages"] = [
  { role: "user", content: "hi" },
  { role: "assistant", content: "", toolCalls: [{ id: "c", name: "f", arguments: "{}" }], state },
  { role: "tool", toolCallId: "c", content: "42" },
];

type Body = Record<string, unknown> & { input: Record<string, unknown>[] };
const typesIn = (body: unknown) => (body as Body).input.map(({ type }) => type);

test("a tool's schema that is refused as a binding one goes as a wish, with a notice, and is not remembered", async () => {
  const complaint = refused(
    "Invalid schema for function 'f': no",
    "tools[0].parameters",
    "invalid_function_parameters",
  );
  const up = setUp([complaint, sse(answer)]);
  expect(await ask(up, { tools })).toMatchObject({ isDone: true, notices: ["tool_schema_loosened"] });
  expect(up.sent.map(({ body }) => body.tools)).toMatchObject([[{ strict: true }], [{ strict: false }]]);
  await ask(up, { tools });
  expect(up.sent[2]?.body.tools).toMatchObject([{ strict: true }]);
});

test.each([
  ["code", refused("Could not be verified.", "input[1]", "invalid_encrypted_content")],
  ["words", refusal(400, { detail: "The encrypted content could not be decrypted" })],
])("thoughts that are refused by %s go no more, once, with a notice", async (_, complaint) => {
  const up = setUp([complaint, sse(answer)]);
  expect(await ask(up, { messages: replayed, tools })).toMatchObject({ isDone: true, notices: ["reasoning_dropped"] });
  expect(up.sent.map(({ body }) => typesIn(body))).toEqual([
    ["message", "reasoning", "function_call", "function_call_output"],
    ["message", "function_call", "function_call_output"],
  ]);
  const again = setUp([complaint]);
  expect((await ask(again, { messages: replayed, tools })).error?.code).toBe("upstream_rejected");
  expect(again.sent).toHaveLength(2);
});

test("a complaint inside of the stream is one, too", async () => {
  const error = { code: "invalid_encrypted_content", message: "The encrypted content could not be verified." };
  const event = { type: "response.failed", response: { status: "failed", error } };
  const up = setUp([sse(`data: ${JSON.stringify(event)}\n\n`), sse(answer)]);
  expect(await ask(up, { messages: replayed, tools })).toMatchObject({ isDone: true, notices: ["reasoning_dropped"] });
});

test("a field of an item that is not known goes no more, and is remembered", async () => {
  const up = setUp([refusal(400, { detail: "Unknown parameter: 'input[2].namespace'." }), sse(answer)]);
  expect(await ask(up, { messages: replayed, tools })).toMatchObject({ isDone: true, notices: [] });
  await ask(up, { messages: replayed, tools });
  const names = up.sent.map(({ body }) => "namespace" in ((body as unknown as Body).input[2] ?? {}));
  expect(names).toEqual([true, false, false]);
});

describe("files", () => {
  const complaint = () => refused("Invalid value: 'input_file'.", "input[0].content[0].type", "invalid_value");
  const fileText = async ({ name }: { name: string }) => `text of ${name}`;

  test("go as text where they are not taken, with a notice, for a day", async () => {
    const up = setUp([complaint(), sse(answer)], { fileText });
    const text = { type: "input_text", text: '<file name="a.pdf">\ntext of a.pdf\n</file>\n\nhi' };
    for (let round = 0; round < 2; round++) {
      expect(await ask(up, { files })).toMatchObject({ isDone: true, notices: ["file_as_text"] });
    }
    expect(up.sent.map(({ body }) => (body as unknown as Body).input[0]?.content)).toEqual([
      [
        { type: "input_file", filename: "a.pdf", file_data: files[0]?.dataUrl },
        { type: "input_text", text: "hi" },
      ],
      [text],
      [text],
    ]);
    expect(await ask(up, {})).toMatchObject({ notices: [] });
    up.advance(dayMs);
    await ask(up, { files });
    expect(up.sent.at(-1)?.body.input).toMatchObject([{ content: [{ type: "input_file" }, { type: "input_text" }] }]);
  });

  test.each([
    { detail: "Missing required parameter: 'input[0].content[0]'." },
    { detail: "Unsupported content type: input_file" },
    { error: { message: "PDF input is not supported by this model.", code: "unsupported_value", param: null } },
  ])("go as text after a complaint such as %j", async (body) => {
    const up = setUp([refusal(400, body), sse(answer)], { fileText });
    expect(await ask(up, { files })).toMatchObject({ isDone: true, notices: ["file_as_text"] });
  });

  test("are not remembered as refused where the text did not help either, nor where something else was wrong", async () => {
    const twice = setUp([complaint(), complaint(), sse(answer)], { fileText });
    expect((await ask(twice, { files })).error?.code).toBe("upstream_rejected");
    expect(await ask(twice, { files })).toMatchObject({ isDone: true, notices: [] });
    const long = setUp([refused("Your input exceeds the context window.", "input", "context_length_exceeded")], {
      fileText,
    });
    expect((await ask(long, { files })).error?.code).toBe("context_too_long");
    expect(long.sent).toHaveLength(1);
  });

  test("that cannot be read say so", async () => {
    const fileText = () => Promise.reject(new AppError("unsupported_file", "Encrypted."));
    const up = setUp([complaint()], { fileText });
    expect((await ask(up, { files })).error?.code).toBe("unsupported_file");
  });
});

describe("on a key", () => {
  test("a search that may not be forced, and thoughts that no model has, are done without", async () => {
    const complaints = [
      refused("Tool choice 'web_search' is not supported.", "tool_choice"),
      refused("Encrypted content is not supported with this model.", "include", "invalid_request_error"),
    ];
    const up = setUp([...complaints, sse(answer)]);
    const settings = { webSearch: { required: true }, tools } as const;
    expect(await ask(up, settings, "key")).toMatchObject({ isDone: true, notices: ["search_not_used"] });
    expect(up.sent.map(({ body }) => [body.tool_choice, body.include !== undefined])).toEqual([
      [{ type: "web_search" }, true],
      ["auto", true],
      ["auto", false],
    ]);
  });

  test("a summary that is not given is left out with a notice", async () => {
    const words = "Your organization must be verified to generate reasoning summaries.";
    const up = setUp([refused(words, "reasoning.summary"), sse(answer)]);
    const settings = { reasoningSummary: true, reasoningEffort: "low" };
    expect(await ask(up, settings, "key")).toMatchObject({ isDone: true, notices: ["setting_left_out"] });
    expect(up.sent.map(({ body }) => body.reasoning)).toEqual([{ effort: "low", summary: "auto" }, { effort: "low" }]);
  });

  test.each([
    ["param", () => refused("Unknown parameter: 'prompt_cache_key'.", "prompt_cache_key")],
    ["words", () => refusal(400, { detail: "Unsupported parameter: prompt_cache_key" })],
    [
      "way",
      () => refusal(422, { detail: [{ loc: ["body", "prompt_cache_key"], msg: "Extra inputs are not permitted" }] }),
    ],
  ])("a cache key that a server does not know is left out, told by its %s", async (_, complaint) => {
    const up = setUp([complaint(), sse(answer)]);
    expect(await ask(up, {}, "key")).toMatchObject({ isDone: true, notices: [] });
    expect(up.sent.map(({ body }) => "prompt_cache_key" in body)).toEqual([true, false]);
  });

  test("a place in the input that is told by the way to it is the same place", async () => {
    const detail = [{ loc: ["body", "input", 1, "status"], msg: "Extra inputs are not permitted" }];
    const withStatus = {
      ...state,
      provider: "openai",
      payer: "env",
      items: state.items.map((item) => ({ ...item, status: "completed" })),
    };
    const messages = replayed.map((message) =>
      message.role === "assistant" ? { ...message, state: withStatus } : message,
    );
    const up = setUp([refusal(422, { detail }), sse(answer)]);
    expect(await ask(up, { messages, tools }, "key")).toMatchObject({ isDone: true });
    expect(up.sent.map(({ body }) => JSON.stringify(body).includes('"status"'))).toEqual([true, false]);
  });
});

test("what is refused and has no other way stays refused, after one request", async () => {
  const up = setUp([refused("Unsupported value: 'none'.", "reasoning.effort")]);
  const settings = { reasoningEffort: "none", reasoningSummary: true, tools, files, messages: replayed };
  expect((await ask(up, settings)).error?.code).toBe("unsupported_option");
  expect(up.sent).toHaveLength(1);
});

test("a model that is not there is said by the backend in either shape", async () => {
  const up = setUp([refused("Model not found gpt-5.6-luna-free-1p-codex", null, null, 404)]);
  expect((await ask(up, {})).error?.code).toBe("model_not_available");
});
