import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { parseConfig } from "@/lib/config";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import { testServer } from "@/lib/serverTest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { LlmCall } from "@/types/llm";
import { createServerSchema } from "@/types/servers";

/** Servers of a person's own, from their settings to their answers. */

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const never = new AbortController().signal;
const team = { key: "team-1", header: { name: "x-team", value: "blue" } };
const weather = { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } };

async function open(environment: Record<string, string> = {}) {
  const directory = await testDirectory();
  const services = createServices(
    parseConfig({ ...environment, PATCHBAY_DATA_DIR: directory, XDG_CONFIG_HOME: directory, LOG_LEVEL: "silent" }),
  );
  onTestFinished(() => services.auth.close());
  const add = (name: string, more: object = {}) =>
    services.auth.servers.add(createServerSchema.parse({ name, baseUrl: `${simulator.url}/${name}/v1`, ...more }));
  const ask = (call: Omit<LlmCall, "provider">) =>
    collect(services.callLlm({ provider: "compatible", ...call }, never));
  return { ...services, add, ask };
}

const say = (content: string): LlmCall["messages"] => [{ role: "user", content }];

test("the server of the settings is the default while it is the only one, and is listed by its name", async () => {
  const { ask, catalogue, add } = await open({ COMPATIBLE_BASE_URL: `${simulator.url}/ollama/v1` });
  const list = await catalogue.list("compatible");
  expect(list).toMatchObject({ source: "live", account: "environment" });
  expect(list.models.find(({ id }) => id === "deepseek-r1:8b")).toMatchObject({
    ...{ contextWindow: 131_072, supports: { tools: false, images: false, reasoningSummary: true } },
  });
  const result = await ask({ model: "llama3.2:3b", messages: say("Tell me about rivers") });
  expect(result).toMatchObject({
    ...{ provider: "compatible", account: "environment", finishReason: "stop" },
    payer: { kind: "key", id: "environment", provider: "compatible", name: "environment" },
  });
  expect(result.text).toContain("rivers");
  await add("local");
  await expect(ask({ model: "llama3.2:3b", messages: say("Hello") })).rejects.toMatchObject({ code: "auth_required" });
  expect((await ask({ account: "local", model: "openai/gpt-oss-120b", messages: say("Hello") })).text).not.toBe("");
});

test.each([
  ["ollama", "llama3.2:3b", {}, "/ollama/v1/chat/completions"],
  ["local", "openai/gpt-oss-120b", {}, "/local/v1/responses"],
  ["team", "Qwen/Qwen3-30B-A3B", team, "/team/v1/chat/completions"],
])("%s takes two rounds of calls of functions, several at once", async (name, model, more, path) => {
  const { add, ask } = await open();
  const { id } = await add(name, more);
  const before = simulator.requests.length;
  const messages = say('[call:weather {"city":"A"}] [call:weather {"city":"B"}] Which is warmer?');
  for (const round of [1, 2]) {
    const { toolCalls = [], state, text, finishReason } = await ask({ account: id, model, messages, tools: [weather] });
    expect(finishReason).toBe("tool_calls");
    expect(toolCalls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([
      ["weather", { city: "A" }],
      ["weather", { city: "B" }],
    ]);
    messages.push({ role: "assistant", content: text, toolCalls, state });
    for (const call of toolCalls) messages.push({ role: "tool", toolCallId: call.id, content: "20 °C" });
    if (round === 1)
      messages.push({ role: "user", content: '[call:weather {"city":"A"}] [call:weather {"city":"B"}] Again?' });
  }
  const last = await ask({ account: id, model, messages, tools: [weather] });
  expect(last).toMatchObject({ finishReason: "stop" });
  const paths = simulator.requests.slice(before).map((request) => request.path);
  expect(paths.at(-1)).toBe(path);
});

test("an older gateway is asked once for what it does not take, and no more after that", async () => {
  const { add, ask } = await open();
  await add("team", team);
  const model = "Qwen/Qwen3-30B-A3B";
  const jsonSchema = { type: "object" };
  const first = await ask({ account: "team", model, messages: say("Tell me a number"), jsonSchema });
  expect(first.notices.map(({ code }) => code)).toContain("schema_in_words");
  expect(first.json).toEqual(expect.any(Object));
  const before = simulator.requests.length;
  await ask({ account: "team", model, messages: say("Tell me another"), jsonSchema });
  const sent = simulator.requests.slice(before).filter(({ path }) => path.endsWith("/chat/completions"));
  expect(sent.map(({ status }) => status)).toEqual([200]);
});

test("what a model cannot do is refused before anything is sent, and what a person switches off too", async () => {
  const { add, ask, auth, catalogue } = await open();
  await add("ollama");
  const tools = [weather];
  await expect(ask({ model: "deepseek-r1:8b", messages: say("Hi"), tools })).rejects.toMatchObject({
    code: "unsupported_option",
  });
  await auth.servers.change("ollama", { skills: { tools: false } });
  catalogue.invalidate("compatible", "ollama");
  await expect(ask({ model: "llama3.2:3b", messages: say("Hi"), tools })).rejects.toThrow(/switched off for ollama/);
});

test("a test says what a server has, or why it does not answer, in its own words", async () => {
  const services = await open();
  await services.add("ollama");
  await services.add("team", { key: "wrong" });
  expect(await testServer(services, "ollama")).toMatchObject({ ok: true, count: 3 });
  expect(await testServer(services, "team")).toMatchObject({
    ...{ ok: false, count: 0, problem: expect.stringContaining('team says: "Unknown key"') },
  });
});
