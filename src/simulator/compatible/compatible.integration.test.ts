import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterAll(() => simulator.close());

function clientOf(server: string, apiKey = "none", defaultHeaders: Record<string, string> = {}): OpenAI {
  return new OpenAI({ apiKey, baseURL: `${simulator.url}/${server}/v1`, maxRetries: 0, defaultHeaders });
}

const messages = [{ role: "user" as const, content: "Tell me about rivers" }];
const weather = {
  type: "function" as const,
  function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
};

test("the official client chats with the one like Ollama, whatever the names of its models", async () => {
  const ollama = clientOf("ollama");
  const { data } = await ollama.models.list();
  expect(data.map(({ id }) => id)).toContain("hf.co/bartowski/Qwen2.5-VL-7B-GGUF:Q4_K_M");
  const stream = await ollama.chat.completions.create({ model: "llama3.2:3b", messages, stream: true });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toContain("rivers");
});

test("it calls the function that a prompt names", async () => {
  const answer = await clientOf("ollama").chat.completions.create({
    ...{ model: "llama3.2:3b", tools: [weather], messages: [{ role: "user", content: "[call:weather] Rivers?" }] },
  });
  expect(answer.choices[0]).toMatchObject({
    finish_reason: "tool_calls",
    message: { tool_calls: [{ type: "function", function: { name: "weather" } }] },
  });
});

test("the one with Responses answers by both protocols", async () => {
  const local = clientOf("local");
  const model = "openai/gpt-oss-120b";
  const { output_text: text } = await local.responses.create({ model, input: "Tell me about rivers" });
  expect((await local.chat.completions.create({ model, messages })).choices[0]?.message.content).toBe(text);
});

test("the gateway of a team wants its key and its header", async () => {
  const model = "Qwen/Qwen3-30B-A3B";
  const ask = (client: OpenAI) => client.chat.completions.create({ model, messages });
  await expect(ask(clientOf("team", "other", { "x-team": "blue" }))).rejects.toMatchObject({ status: 401 });
  await expect(ask(clientOf("team", "team-1"))).rejects.toMatchObject({ status: 403 });
  expect((await ask(clientOf("team", "team-1", { "x-team": "blue" }))).choices[0]?.message.content).toContain("rivers");
});

test.each([
  ["a model that is not there", { model: "llama9" }, 404],
  ["one that makes no text", { model: "nomic-embed-text:latest" }, 400],
  ["tools for a model that calls none", { model: "deepseek-r1:8b", tools: [weather] }, 400],
  ["an effort for a model that does not think", { model: "llama3.2:3b", reasoning_effort: "low" as const }, 400],
])("refuses %s", async (_, request, status) => {
  await expect(clientOf("ollama").chat.completions.create({ messages, ...request })).rejects.toMatchObject({ status });
});

test("an address that is not there is told in the words of each", async () => {
  await expect(clientOf("ollama").responses.create({ model: "llama3.2:3b", input: "x" })).rejects.toMatchObject({
    status: 404,
  });
  const strict = clientOf("team", "team-1", { "x-team": "blue" });
  const request = { model: "Qwen/Qwen3-30B-A3B", messages, stream: true as const, stream_options: {} };
  await expect(strict.chat.completions.create(request)).rejects.toMatchObject({ status: 422 });
});
