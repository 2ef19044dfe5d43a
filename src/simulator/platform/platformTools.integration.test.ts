import OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";
import type { ResponseInput, Tool } from "openai/resources/responses/responses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { tinyPdf } from "@/simulator/testkit/tinyPdf";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let openai: OpenAI;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  openai = new OpenAI({ apiKey: "sk-good", baseURL: simulator.env.OPENAI_BASE_URL, maxRetries: 0 });
});
afterAll(() => simulator.close());

const model = "gpt-5.5";
const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const names = ["get_weather", "get_time"];
const twoRounds = "[call:get_weather] [call:get_time] [then] [call:get_time] [call:get_weather] Plan my day";

async function streamedOutput(request: OpenAI.Responses.ResponseCreateParamsNonStreaming) {
  let output: OpenAI.Responses.ResponseOutputItem[] = [];
  for await (const event of await openai.responses.create({ ...request, stream: true })) {
    if (event.type === "response.completed") output = event.response.output;
  }
  return output;
}

describe("responses with the official client", () => {
  const tools = names.map((name): Tool => ({ type: "function", name, strict: true, parameters }));

  test("go through two rounds of parallel calls, whole and streamed, with nothing kept", async () => {
    const input: ResponseInput = [{ role: "user", content: twoRounds }];
    const request = { model, tools, store: false, include: ["reasoning.encrypted_content" as const] };
    const asked: string[][] = [];
    for (let round = 0; round < 2; round += 1) {
      const reasoning = { effort: "low" as const, summary: "auto" as const };
      const output = await streamedOutput({ ...request, reasoning, input });
      const calls = output.flatMap((item) => (item.type === "function_call" ? [item] : []));
      asked.push(calls.map(({ name }) => name));
      expect(output[0]).toMatchObject({ type: "reasoning", summary: [{ text: expect.stringContaining("Reading") }] });
      // The client's own types keep an answer's items and those of a request apart.
      input.push(...(output as ResponseInput));
      for (const { call_id } of calls) input.push({ type: "function_call_output", call_id, output: `told ${round}` });
    }
    expect(asked).toEqual([names, names.toReversed()]);
    const end = await openai.responses.create({ ...request, input });
    expect(end.output_text).toMatch(/told 0.*told 1/s);
  });

  test("cite what a search found", async () => {
    const { output } = await openai.responses.create({ model, tools: [{ type: "web_search" }], input: "Latest news" });
    const types = output.map(({ type }) => type);
    expect(types).toContain("web_search_call");
    const [part] = output.flatMap((item) => (item.type === "message" ? item.content : []));
    expect(part).toMatchObject({ annotations: [{ type: "url_citation" }, { type: "url_citation" }] });
  });

  test("read a PDF, which counts for tokens, and find a beginning again", async () => {
    const long = "Judge by these rules. ".repeat(400);
    const file = { type: "input_file" as const, filename: "a.pdf", file_data: tinyPdf(3) };
    const ask = (content: OpenAI.Responses.ResponseInputContent[]) =>
      openai.responses.create({
        model,
        instructions: long,
        prompt_cache_key: "rules",
        input: [{ role: "user", content }],
      });
    const plain = await ask([{ type: "input_text", text: "What is it?" }]);
    const filed = await ask([file, { type: "input_text", text: "What is this?" }]);
    expect(filed.output_text).toContain("a.pdf, is a PDF of 3 pages");
    expect((filed.usage?.input_tokens ?? 0) - (plain.usage?.input_tokens ?? 0)).toBeGreaterThan(1000);
    const cached = [plain, filed].map(({ usage }) => usage?.input_tokens_details.cached_tokens);
    expect(cached).toEqual([0, expect.any(Number)]);
    expect(cached[1]).toBeGreaterThan(1024);
  });

  test("draw with the hosted tool", async () => {
    const { output } = await openai.responses.create({
      model,
      tools: [{ type: "image_generation" }],
      input: "Draw a fox",
    });
    const [picture] = output.flatMap((item) => (item.type === "image_generation_call" ? [item.result ?? ""] : []));
    expect(Buffer.from(picture ?? "", "base64").toString("latin1", 1, 4)).toBe("PNG");
  });
});

describe("chat completions with the official client", () => {
  const tools = names.map((name): ChatCompletionTool => ({ type: "function", function: { name, parameters } }));

  test.each([true, false])("go through two rounds of parallel calls (streamed: %s)", async (streamed) => {
    const messages: ChatCompletionMessageParam[] = [{ role: "user", content: twoRounds }];
    const asked: string[][] = [];
    const answer = async () => {
      const request = { model, tools, messages };
      if (streamed) return openai.chat.completions.stream(request).finalChatCompletion();
      return openai.chat.completions.create(request);
    };
    for (let round = 0; round < 2; round += 1) {
      const [choice] = (await answer()).choices;
      expect(choice?.finish_reason).toBe("tool_calls");
      const calls = (choice?.message.tool_calls ?? []).filter((call) => call.type === "function");
      asked.push(calls.map((call) => call.function.name));
      for (const call of calls) expect(JSON.parse(call.function.arguments)).toEqual({ city: expect.any(String) });
      messages.push({ role: "assistant", tool_calls: calls });
      for (const { id } of calls) messages.push({ role: "tool", tool_call_id: id, content: `told ${round}` });
    }
    expect(asked).toEqual([names, names.toReversed()]);
    const [end] = (await answer()).choices;
    expect(end?.message.content).toMatch(/told 0.*told 1/s);
  });

  const call = { id: "call_1", type: "function" as const, function: { name: "get_time", arguments: "{}" } };
  test.each<[string, ChatCompletionMessageParam[], RegExp]>([
    [
      "an output without its call",
      [{ role: "tool", tool_call_id: "call_1", content: "1" }],
      /must be a response to a preceding message/,
    ],
    [
      "a call without its output",
      [
        { role: "assistant", tool_calls: [call] },
        { role: "user", content: "hi" },
      ],
      /did not have response messages: call_1/,
    ],
  ])("refuse %s", async (_what, messages, words) => {
    await expect(openai.chat.completions.create({ model, tools, messages })).rejects.toThrow(words);
  });

  test("refuse a choice without tools, and tools of another shape", async () => {
    const messages: ChatCompletionMessageParam[] = [{ role: "user", content: "hi" }];
    await expect(openai.chat.completions.create({ model, messages, tool_choice: "auto" })).rejects.toThrow(
      /only allowed/,
    );
    const flat = [{ type: "function", name: "get_time" }] as unknown as ChatCompletionTool[];
    await expect(openai.chat.completions.create({ model, messages, tools: flat })).rejects.toThrow(
      /tools\[0\].function/,
    );
  });

  test("read a PDF", async () => {
    const file = { type: "file" as const, file: { filename: "b.pdf", file_data: tinyPdf() } };
    const messages: ChatCompletionMessageParam[] = [{ role: "user", content: [file, { type: "text", text: "And?" }] }];
    const [choice] = (await openai.chat.completions.create({ model, messages })).choices;
    expect(choice?.message.content).toContain("b.pdf, is a PDF of 1 page");
  });
});
