import { expect, test } from "vitest";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { AppError } from "@/types/errors";
import type { LlmCall, LlmEvent } from "@/types/llm";
import type { Model, ModelList } from "@/types/providers";
import { mapIds, providerIds } from "@/types/providerTable";
import { credentialSource, drain, keyPayer, planPayer } from "./__fixtures__/upstream";
import { type CallLlmDeps, collect, createCallLlm } from "./callLlm";
import { settingsRefusedOnPlan } from "./openaiResponses/constants";
import type { Provider, ProviderEvent } from "./provider";
import { toLlmCall } from "./toLlmCall";

const call: LlmCall = { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] };
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const never = new AbortController().signal;

const model: Model = {
  id: "gpt-5.5",
  name: "GPT-5.5",
  input: ["text", "image"],
  reasoningEfforts: ["low", "high"],
  verbosity: [],
  serviceTiers: [{ id: "priority", name: "Fast" }],
  supports: {
    temperature: false,
    maxTokens: false,
    jsonSchema: true,
    webSearch: false,
    images: true,
    tools: true,
    files: true,
    reasoningSummary: true,
  },
};

function setUp(text = "Hello", list: Partial<ModelList> = {}, listed: Promise<void> = Promise.resolve()) {
  const asked: LlmCall[] = [];
  async function* stream(sent: LlmCall): AsyncGenerator<ProviderEvent> {
    asked.push(sent);
    yield { type: "text-delta", text };
    yield { type: "end", text, finishReason: "stop", usage };
  }
  const provider: Provider = {
    refusedSettings: settingsRefusedOnPlan,
    stream,
    listModels: async () => ({ models: [] }),
  };
  const plain: Provider = { ...provider, refusedSettings: {} };
  const models = { provider: "openai-auth" as const, source: "live" as const, fetchedAt: "", models: [model], ...list };
  const deps: CallLlmDeps = {
    providers: mapIds(providerIds, (id) => (id === "openai-auth" ? provider : plain)),
    credentialsFor: async (id) => credentialSource(id === "openai-auth" ? planPayer : keyPayer).source,
    catalogue: {
      list: async () => {
        await listed;
        return models;
      },
      noteEtag: () => {},
      refetch: () => {},
    },
    limits: createLimits({ accounts: memoryAccountLimits().accounts, now: Date.now }),
    newRequestId: () => "req-1",
    checkSchema: createSchemaCheck(createWorkers()),
    fileText: async ({ name }) => `What ${name} says`,
  };
  return { callLlm: createCallLlm(deps), deps, asked };
}

test("a call gives start, deltas and an end that is the whole answer", async () => {
  const { callLlm } = setUp();
  const { items } = await drain<LlmEvent>(callLlm(call, never));
  const about = { model: "gpt-5.5", provider: "openai-auth", account: "acc1", payer: planPayer, requestId: "req-1" };
  const result = { text: "Hello", ...about, finishReason: "stop", usage, notices: [] };
  expect(items).toEqual([
    { type: "start", ...about },
    { type: "text-delta", text: "Hello" },
    { type: "end", result },
  ]);
  expect(await collect(callLlm(call, never))).toEqual(result);
});

/** A key's provider that answers with these events alone. */
function answeringWith(...events: ProviderEvent[]) {
  const { deps, ...rest } = setUp();
  const openai: Provider = {
    refusedSettings: {},
    listModels: async () => ({ models: [] }),
    stream: async function* () {
      yield* events;
    },
  };
  const callLlm = createCallLlm({ ...deps, providers: { ...deps.providers, openai } });
  return {
    ...rest,
    callLlm: (more: Partial<LlmCall> = {}) => callLlm({ ...call, provider: "openai", ...more }, never),
  };
}

const lookUp = { id: "call_1", name: "look_up", arguments: '{"city":"Bern"}' };
const tools = [{ name: "look_up", parameters: { type: "object" } }];

test("an answer that asks for calls has them and its state in the result, and is not checked by the schema", async () => {
  const state = { provider: "openai", items: [{ type: "reasoning" }] };
  const { callLlm } = answeringWith(
    { type: "tool-call", ...lookUp },
    { type: "tool-call", ...lookUp, id: "call_2" },
    { type: "end", text: "", finishReason: "stop", usage, state },
  );
  const { items } = await drain<LlmEvent>(callLlm({ tools, jsonSchema: { type: "object" } }));
  expect(items.slice(1, 3)).toEqual([
    { type: "tool-call", ...lookUp },
    { type: "tool-call", ...lookUp, id: "call_2" },
  ]);
  const { result } = items.at(-1) as Extract<LlmEvent, { type: "end" }>;
  expect(result).toMatchObject({ finishReason: "tool_calls", toolCalls: [lookUp, { ...lookUp, id: "call_2" }], state });
  expect(result).not.toHaveProperty("json");
});

test("what the model told of its thinking and where it looked stands in the result, each source once and in order", async () => {
  const a = { url: "https://a.example/", title: "A" };
  const b = { url: "https://b.example/" };
  const { callLlm } = answeringWith(
    { type: "reasoning-delta", text: "First " },
    { type: "source", ...b },
    { type: "reasoning-delta", text: "look." },
    { type: "text-delta", text: "Yes, it is." },
    { type: "source", ...a, start: 5, end: 11 },
    { type: "source", ...a, start: 0, end: 3 },
    { type: "source", ...a, start: 0, end: 3 },
    { type: "source", ...a },
    { type: "end", text: "Yes, it is.", finishReason: "stop", usage },
  );
  expect(await collect(callLlm())).toMatchObject({
    reasoning: "First look.",
    sources: [{ ...a, start: 0, end: 3 }, { ...a, start: 5, end: 11 }, b],
  });
});

test("a key has no account, and says so by leaving it out", async () => {
  const result = await collect(setUp().callLlm({ ...call, provider: "openai" }, never));
  expect(result).not.toHaveProperty("account");
  expect(result.payer).toEqual(keyPayer);
});

test.each([
  [{ temperature: 0 }, "Temperature is not supported on a ChatGPT plan; it was left out."],
  [{ maxTokens: 5 }, "Max tokens is not supported on a ChatGPT plan; it was left out."],
  [
    { reasoningEffort: "ultra" },
    'Reasoning effort is not supported by gpt-5.5 with the value "ultra"; it was left out.',
  ],
  [{ verbosity: "high" }, 'Verbosity is not supported by gpt-5.5 with the value "high"; it was left out.'],
  [{ serviceTier: "flex" }, 'Service tier is not supported by gpt-5.5 with the value "flex"; it was left out.'],
  [{ webSearch: true }, "Web search is not supported by gpt-5.5; it was left out."],
] satisfies [Partial<LlmCall>, string][])("%j is left out with a notice", async (setting, message) => {
  const { callLlm, asked } = setUp();
  const { items } = await drain<LlmEvent>(callLlm({ ...call, ...setting }, never));
  const notice = { code: "setting_left_out", message };
  expect(items[1]).toEqual({ type: "notice", ...notice });
  expect(items.at(-1)).toMatchObject({ type: "end", result: { notices: [notice] } });
  expect(asked[0]).toEqual(call);
});

test("settings that the model takes go through without a word", async () => {
  const { callLlm, asked } = setUp();
  const shaped = { ...call, reasoningEffort: "high", serviceTier: "priority", webSearch: false };
  expect((await collect(callLlm(shaped, never))).notices).toEqual([]);
  expect(asked[0]).toEqual(shaped);
});

test("an unknown model is refused before anything is sent, naming those there are", async () => {
  const hidden = { ...model, id: "secret", hiddenReason: "not listed" };
  const { callLlm, asked } = setUp("", { models: [model, hidden], source: "cache" });
  const { items, error } = await drain(callLlm({ ...call, model: "gpt-4" }, never));
  expect(items).toEqual([]);
  expect(error).toMatchObject({ code: "model_not_available", facts: { models: ["gpt-5.5"] } });
  expect(asked).toEqual([]);
});

test("against a bundled list an unknown model passes with a notice, still without what a plan refuses", async () => {
  const { callLlm, asked } = setUp("Hello", { source: "bundled" });
  const result = await collect(callLlm({ ...call, model: "gpt-9", temperature: 1, reasoningEffort: "ultra" }, never));
  expect(result.notices.map(({ code }) => code)).toEqual(["model_unchecked", "setting_left_out"]);
  expect(asked[0]).toEqual({ ...call, model: "gpt-9", reasoningEffort: "ultra" });
});

const file = { name: "a.pdf", dataUrl: `data:application/pdf;base64,${Buffer.from("%PDF-1.7\n").toString("base64")}` };

test("a model that takes no files gets their text, with a notice; one that takes them, and one unknown, the files", async () => {
  const textual = { ...model, supports: { ...model.supports, files: false } };
  const { callLlm, asked } = setUp("", { models: [textual] });
  const { notices } = await collect(callLlm({ ...call, files: [file] }, never));
  expect(notices).toEqual([{ code: "file_as_text", message: "a.pdf was sent as text: GPT-5.5 takes no PDF." }]);
  expect(asked).toEqual([
    { ...call, messages: [{ role: "user", content: '<file name="a.pdf">\nWhat a.pdf says\n</file>\n\nhi' }] },
  ]);
  for (const list of [{}, { models: [], source: "bundled" as const }]) {
    const taking = setUp("", list);
    await collect(taking.callLlm({ ...call, files: [file] }, never));
    expect(taking.asked[0]?.files).toEqual([file]);
  }
});

test("tools that lead nowhere and a file that is none are refused before anything is looked up", async () => {
  const unlisted = setUp("", {}, new Promise<void>(() => {}));
  const notPdf = { name: "b.pdf", dataUrl: "data:application/pdf;base64,AAAA" };
  const twice = [...tools, ...tools];
  for (const [more, code] of [
    [{ tools: twice }, "invalid_request"],
    [{ files: [notPdf] }, "unsupported_file"],
  ] satisfies [Partial<LlmCall>, string][]) {
    expect((await drain(unlisted.callLlm({ ...call, ...more }, never))).error).toMatchObject({ code });
  }
});

test("images or a schema that a model cannot take stop the call instead of changing its meaning", async () => {
  const blind = { ...model, supports: { ...model.supports, images: false, jsonSchema: false } };
  const { callLlm, asked } = setUp("", { models: [blind] });
  for (const more of [{ images: ["data:image/png;base64,AAAA"] }, { jsonSchema: {} }]) {
    const { error } = await drain(callLlm({ ...call, ...more }, never));
    expect(error).toMatchObject({ code: "unsupported_option", facts: { action: "choose_model" } });
  }
  expect(asked).toEqual([]);
});

const jsonSchema = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };

test("an answer that fits the schema comes parsed", async () => {
  const result = await collect(setUp('{"n":3}').callLlm({ ...call, jsonSchema }, never));
  expect(result).toMatchObject({ text: '{"n":3}', json: { n: 3 } });
});

test.each(['{"n":"three"}', '{"n":', "three"])("%j does not fit: schema_mismatch keeps the raw text", async (text) => {
  const { error } = await drain(setUp(text).callLlm({ ...call, jsonSchema }, never));
  expect(error).toMatchObject({ code: "schema_mismatch", facts: { text } });
});

test("a schema with a reference into nothing is refused as the caller's", async () => {
  const broken = { $ref: "#/$defs/missing" };
  const { error } = await drain(setUp("{}").callLlm({ ...call, jsonSchema: broken }, never));
  expect(error).toMatchObject({ code: "invalid_request" });
});

test("an abort that came while the call was prepared stops it before anything is sent", async () => {
  const { callLlm, asked } = setUp();
  const reason = new DOMException("stop", "AbortError");
  expect((await drain(callLlm(call, AbortSignal.abort(reason)))).error).toBe(reason);
  expect(asked).toEqual([]);
});

test("an abort does not wait for a list of models that is still on its way", async () => {
  const controller = new AbortController();
  const { callLlm, asked } = setUp("", {}, new Promise(() => {}));
  const outcome = drain(callLlm(call, controller.signal));
  const reason = new DOMException("stop", "AbortError");
  controller.abort(reason);
  expect((await outcome).error).toBe(reason);
  expect(asked).toEqual([]);
});

test("a stream of nothing is a bug, not an answer", async () => {
  async function* empty(): AsyncGenerator<LlmEvent> {
    yield* [];
  }
  await expect(collect(empty())).rejects.not.toBeInstanceOf(AppError);
});

test("a request's prompt is one message of the person, its messages stay as they are", () => {
  expect(toLlmCall({ provider: "google", model: "m", prompt: "hi", temperature: 1, stream: true })).toEqual({
    provider: "google",
    model: "m",
    temperature: 1,
    messages: [{ role: "user", content: "hi" }],
  });
  const { messages } = call;
  expect(toLlmCall({ provider: "google", model: "m", messages })).toEqual({ provider: "google", model: "m", messages });
});

test("a picture is sent under the type that its bytes have", () => {
  const gif = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";
  const request = { provider: "google", model: "m", prompt: "hi", images: [`data:image/png;base64,${gif}`] } as const;
  expect(toLlmCall({ ...request, images: [...request.images] }).images).toEqual([`data:image/gif;base64,${gif}`]);
});
