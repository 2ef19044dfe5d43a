import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseConfig } from "@/lib/config";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { createLog } from "@/lib/log";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { Credential } from "@/types/credential";
import type { LlmCall, LlmEvent } from "@/types/llm";
import type { ProviderId } from "@/types/providerTable";
import { credentialSource, drain, keyPayer, planPayer } from "./__fixtures__/upstream";
import { collect, createCallLlm } from "./callLlm";
import { createCatalogue } from "./catalogue";
import { createProviders } from "./providers";

/** The adapters against a server that refuses what the real upstreams refuse. */

let simulator: Simulator;
let planCredential: Credential;
const keys: Partial<Record<ProviderId, string>> = {
  openai: "sk-simulated-key",
  anthropic: "sk-ant-simulated",
  google: "simulated-google-key",
};
const never = new AbortController().signal;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 5, tokenMs: 1 } });
  const { access_token, id_token } = await simulator.control.mintTokens({ person: "ada" });
  const claims = JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString());
  planCredential = { bearer: access_token, accountId: claims["https://api.openai.com/auth"].chatgpt_account_id };
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

function setUp(environment: Record<string, string> = {}) {
  const providers = createProviders(parseConfig({ ...simulator.env, ...environment }), { idleTimeoutMs: 1000 });
  const plan = credentialSource(planPayer, planCredential);
  const credentialsFor = async (id: ProviderId) => {
    if (id === "openai-auth") return plan.source;
    return credentialSource({ ...keyPayer, provider: id }, { bearer: keys[id] ?? "" }).source;
  };
  const catalogue = createCatalogue({ providers, credentialsFor, now: Date.now, log: createLog("silent") });
  const limits = createLimits({ accounts: memoryAccountLimits().accounts, now: Date.now });
  const checkSchema = createSchemaCheck(createWorkers());
  const callLlm = createCallLlm({
    providers,
    credentialsFor,
    catalogue,
    limits,
    checkSchema,
    newRequestId: () => "req-1",
  });
  return { callLlm, catalogue, plan };
}

const models: Partial<Record<ProviderId, string>> = {
  "openai-auth": "gpt-5.5",
  openai: "gpt-5.5",
  anthropic: "claude-sonnet-5-5",
  google: "gemini-2.5-flash",
};

async function callOf(provider: ProviderId, content: string, more: Partial<LlmCall> = {}): Promise<LlmCall> {
  const { models: offered } = await setUp().catalogue.list(provider);
  const model = offered.find(({ id }) => id === models[provider]) ?? offered[0];
  return { provider, model: model?.id ?? "", messages: [{ role: "user", content }], ...more };
}

const everyProvider: ProviderId[] = ["openai-auth", "openai", "anthropic", "google"];

test.each(everyProvider)("%s lists its models and streams an answer", async (provider) => {
  const { callLlm, catalogue } = setUp();
  expect(await catalogue.list(provider)).toMatchObject({ source: "live", provider });
  const { items, error } = await drain<LlmEvent>(callLlm(await callOf(provider, "What is a patchbay?"), never));
  expect(error).toBeUndefined();
  const shown = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  expect(shown.length).toBeGreaterThan(10);
  expect(items.at(-1)).toMatchObject({ type: "end", result: { text: shown, finishReason: "stop" } });
});

test.each(everyProvider)("%s takes every setting at once, or says what was left out", async (provider) => {
  const jsonSchema = {
    type: "object",
    properties: { answer: { type: "string" } },
    required: ["answer"],
    additionalProperties: false,
  };
  const image =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC";
  const call = await callOf(provider, "Describe this.", {
    system: "Be brief.",
    images: [image],
    temperature: 0.5,
    maxTokens: 4000,
    reasoningEffort: "low",
    verbosity: "low",
    serviceTier: "priority",
    jsonSchema,
  });
  const result = await collect(setUp().callLlm(call, never));
  expect(result.json).toMatchObject({ answer: expect.any(String) });
  if (provider === "openai-auth") {
    expect(result.notices.map(({ message }) => message)).toEqual([
      "Temperature is not supported on a ChatGPT plan; it was left out.",
      "Max tokens is not supported on a ChatGPT plan; it was left out.",
    ]);
  }
});

test.each(everyProvider)("%s answers whole, or names its end early, and nothing of it is lost", async (provider) => {
  const { callLlm } = setUp();
  const plain = await collect(callLlm(await callOf(provider, "What is a patchbay?"), never));
  for (const word of ["[whole]", "[stop-early]"]) {
    const { text, usage } = await collect(callLlm(await callOf(provider, `${word} What is a patchbay?`), never));
    expect(text).toBe(plain.text);
    expect(usage.totalTokens).toBeGreaterThan(0);
  }
});

test.each(everyProvider)("%s gives a list where the schema has one at its root", async (provider) => {
  const jsonSchema = { type: "array", items: { type: "string" }, minItems: 1 };
  const { items, error } = await drain<LlmEvent>(
    setUp().callLlm(await callOf(provider, "Three colours", { jsonSchema }), never),
  );
  expect(error).toBeUndefined();
  const shown = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  const last = items.at(-1);
  const result = last?.type === "end" ? last.result : undefined;
  expect(result?.json).toEqual(JSON.parse(shown));
  expect(result).toMatchObject({ text: shown, json: expect.arrayContaining([expect.any(String)]) });
});

test.each([
  ["[usage-limit:7200]", "usage_limit_reached"],
  ["[usage-not-included]", "plan_use_off"],
  ["[400]", "upstream_rejected"],
  ["[cloudflare]", "egress_blocked"],
  ["[context-length]", "context_too_long"],
  ["[content-filter]", "content_rejected"],
  ["[overloaded]", "upstream_unavailable"],
  ["[stall:3]", "timeout"],
])("on a plan, %s is %s", async (word, code) => {
  const { error } = await drain(setUp().callLlm(await callOf("openai-auth", `Hello ${word}`), never));
  expect(error).toMatchObject({ code });
});

test("a used-up plan tells when it can be used again, and which window is full", async () => {
  const { error } = await drain(setUp().callLlm(await callOf("openai-auth", "Hello [usage-limit:7200]"), never));
  const { until, resetsAt, window } = (error as { facts: Record<string, string> }).facts;
  expect(resetsAt).toBe(until);
  expect(Date.parse(until ?? "") - Date.now()).toBeGreaterThan(7000_000);
  expect(window).toMatch(/^\d+ (h|d)$/);
});

test.each([
  ["[500-once]", "stop"],
  ["[429-once:0]", "stop"],
  ["[incomplete]", "length"],
])("on a plan, %s ends as %s", async (word, finishReason) => {
  const result = await collect(setUp().callLlm(await callOf("openai-auth", `Hello ${word}`), never));
  expect(result).toMatchObject({ finishReason, text: expect.stringMatching(/./) });
});

test.each(["[empty-output]", "[deltas-only]"])("on a plan, %s loses no text", async (word) => {
  const { items } = await drain<LlmEvent>(setUp().callLlm(await callOf("openai-auth", `Hello ${word}`), never));
  const shown = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  expect(shown).not.toBe("");
  expect(items.at(-1)).toMatchObject({ type: "end", result: { text: shown } });
});

test.each([
  ["[cut]", "upstream_interrupted"],
  ["[cut-quietly]", "upstream_interrupted"],
  ["[failed]", "upstream_unavailable"],
  ["[rate-limit-stream]", "rate_limited"],
])("on a plan, %s in mid-answer is %s and keeps what was received", async (word, code) => {
  const { items, error } = await drain<LlmEvent>(setUp().callLlm(await callOf("openai-auth", `Hello ${word}`), never));
  const shown = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  expect(error).toMatchObject({ code, facts: { partialText: shown } });
  expect(shown).not.toBe("");
});

test("a backend that takes only developer messages is found out, and remembered", async () => {
  simulator.control.setSwitches({ promptStyle: "developer" });
  const { callLlm, plan } = setUp();
  const result = await collect(callLlm(await callOf("openai-auth", "Hello", { system: "Be brief." }), never));
  expect(result.text).not.toBe("");
  expect(plan.remembered).toEqual(["developer"]);
});

test("stopping a call closes the upstream's stream within a second", async () => {
  const controller = new AbortController();
  const before = simulator.counters.abortedStreams;
  const events = setUp().callLlm(await callOf("openai-auth", "[long] Tell me everything"), controller.signal);
  for await (const event of events) {
    if (event.type === "text-delta") break;
  }
  controller.abort();
  await expect.poll(() => simulator.counters.abortedStreams, { timeout: 1000 }).toBe(before + 1);
});

test("a bad key is refused in words that say what to do", async () => {
  const providers = createProviders(parseConfig(simulator.env));
  for (const provider of ["openai", "google"] as const) {
    const { source } = credentialSource({ ...keyPayer, provider }, { bearer: "sk-invalid" });
    const { error } = await drain(providers[provider].stream(await callOf(provider, "Hello"), source, never));
    expect(error).toMatchObject({ code: "auth_required", facts: { action: "add_key" } });
  }
});
