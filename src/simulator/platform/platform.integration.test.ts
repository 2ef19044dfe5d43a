import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let openai: OpenAI;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  openai = clientWith("sk-good");
});
afterAll(() => simulator.close());

function clientWith(apiKey: string): OpenAI {
  return new OpenAI({ apiKey, baseURL: simulator.env.OPENAI_BASE_URL, maxRetries: 0 });
}

const input = "Tell me about rivers";
const messages = [{ role: "user" as const, content: input }];

describe("the simulated OpenAI platform", () => {
  test("answers the official client's responses, streamed and whole, with the same text", async () => {
    const request = { model: "gpt-5.5", input, temperature: 0.2, max_output_tokens: 500 };
    const whole = await openai.responses.create(request);
    let streamed = "";
    for await (const event of await openai.responses.create({ ...request, stream: true })) {
      if (event.type === "response.output_text.delta") streamed += event.delta;
    }
    expect(whole.output_text).toContain("rivers");
    expect(streamed).toBe(whole.output_text);
  });

  test("answers its chat completions, with usage when it is asked for", async () => {
    const whole = await openai.chat.completions.create({ model: "gpt-5.5", messages });
    const stream = await openai.chat.completions.create({
      model: "gpt-5.5",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let totalTokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      totalTokens = chunk.usage?.total_tokens ?? totalTokens;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(totalTokens).toBe(whole.usage?.total_tokens);
  });

  test("honours a schema and the most tokens", async () => {
    const schema = {
      type: "object",
      properties: { n: { type: "integer" } },
      required: ["n"],
      additionalProperties: false,
    };
    const json = await openai.responses.create({
      model: "gpt-5.5",
      input,
      text: { format: { type: "json_schema", name: "n", strict: true, schema } },
    });
    expect(JSON.parse(json.output_text)).toEqual({ n: expect.any(Number) });
    const short = await openai.responses.create({ model: "gpt-5.5", input, max_output_tokens: 16 });
    expect(short).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
  });

  test("lists models, all of which can chat", async () => {
    const { data } = await openai.models.list();
    const ids = data.map(({ id }) => id);
    expect(ids).toContain("gpt-5.5");
    for (const model of ids) expect((await openai.responses.create({ model, input })).output_text).not.toBe("");
  });

  test.each([
    ["a key that contains invalid", () => clientWith("sk-invalid").models.list(), 401, "invalid_api_key"],
    ["an unknown model", () => openai.responses.create({ model: "gpt-0", input }), 404, "model_not_found"],
    [
      "a model that cannot chat",
      () => openai.responses.create({ model: "text-embedding-3-large", input }),
      404,
      "model_not_found",
    ],
    [
      "a temperature of 3",
      () => openai.responses.create({ model: "gpt-5.5", input, temperature: 3 }),
      400,
      "invalid_value",
    ],
    [
      "an empty quota",
      () => openai.responses.create({ model: "gpt-5.5", input: "[usage-limit]" }),
      429,
      "insufficient_quota",
    ],
    [
      "a 500",
      () => openai.chat.completions.create({ model: "gpt-5.5", messages: [{ role: "user", content: "[500]" }] }),
      500,
      null,
    ],
  ])("refuses %s in the platform's shape", async (_name, call, status, code) => {
    const error: unknown = await call().then(
      () => undefined,
      (refusal: unknown) => refusal,
    );
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status, code });
  });

  test("takes the field that OpenAI's own client adds to items", async () => {
    const passthrough = { internal_chat_message_metadata_passthrough: { turn_id: "1" } };
    const message = { type: "message" as const, role: "user" as const, content: input, ...passthrough };
    const { output_text } = await openai.responses.create({ model: "gpt-5.5", input: [message] });
    expect(output_text).toContain("rivers");
  });

  test("names a parameter it does not know", async () => {
    const response = await fetch(`${simulator.env.OPENAI_BASE_URL}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-good", "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-5.5", input, max_tokens: 5 }),
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { param: "max_tokens", code: "unknown_parameter", type: "invalid_request_error" } },
    ]);
  });
});
