import { createParser } from "eventsource-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import type { Simulator } from "@/simulator/types";

const tinyPng = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC";
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterAll(() => simulator.close());

function post(method: string, body: unknown, { key = "a-key", model = "gemini-2.5-flash" } = {}) {
  return fetch(`${simulator.env.GEMINI_BASE_URL}/v1beta/models/${model}:${method}`, {
    method: "POST",
    headers: { "x-goog-api-key": key, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const contentsOf = (text: string) => [{ role: "user", parts: [{ text }] }];

describe("the simulated Gemini", () => {
  test("streams pieces that join to the whole answer, the last with the reason of its end", async () => {
    const request = {
      contents: contentsOf("Tell me about rivers"),
      systemInstruction: { parts: [{ text: "Be brief." }] },
    };
    const whole = await (await post("generateContent", request)).json();
    const frames: (typeof whole)[] = [];
    const parser = createParser({ onEvent: ({ data }) => frames.push(JSON.parse(data)) });
    parser.feed(await (await post("streamGenerateContent?alt=sse", request)).text());
    const text = frames.map((frame) => frame.candidates[0].content.parts[0].text).join("");
    expect(text).toBe(whole.candidates[0].content.parts[0].text);
    expect(text).toContain("rivers");
    expect(frames.at(-1)).toMatchObject({
      candidates: [{ finishReason: "STOP" }],
      usageMetadata: { totalTokenCount: expect.any(Number) },
    });
  });

  test.each([
    ["responseSchema", { type: "OBJECT", properties: { n: { type: "INTEGER" } }, required: ["n"] }],
    ["responseJsonSchema", { type: "object", properties: { n: { type: "integer" } }, required: ["n"] }],
  ])("honours a %s", async (name, schema) => {
    const generationConfig = { responseMimeType: "application/json", [name]: schema };
    const answer = await (await post("generateContent", { contents: contentsOf("a number"), generationConfig })).json();
    expect(JSON.parse(answer.candidates[0].content.parts[0].text)).toEqual({ n: expect.any(Number) });
  });

  test("sees an inline image", async () => {
    const parts = [{ text: "describe" }, { inlineData: { mimeType: "image/png", data: tinyPng } }];
    const answer = await (await post("generateContent", { contents: [{ role: "user", parts }] })).json();
    expect(answer.candidates[0].content.parts[0].text).toContain("image/png picture of 8 × 8 pixels");
  });

  test("lists its models to a key in the address too", async () => {
    const { models } = await (await fetch(`${simulator.env.GEMINI_BASE_URL}/v1beta/models?key=a-key`)).json();
    expect(models[0]).toMatchObject({ name: expect.stringMatching(/^models\/gemini-/) });
    expect(JSON.stringify(simulator.requests)).not.toContain("a-key");
  });

  test.each([
    ["a bad key", { contents: contentsOf("hi") }, { key: "invalid" }, 400, "INVALID_ARGUMENT"],
    ["an unknown model", { contents: contentsOf("hi") }, { model: "gemini-0" }, 404, "NOT_FOUND"],
    ["an unknown field", { contents: contentsOf("hi"), temperature: 1 }, {}, 400, "INVALID_ARGUMENT"],
    ["no contents", {}, {}, 400, "INVALID_ARGUMENT"],
    [
      "the role of an assistant",
      { contents: [{ role: "assistant", parts: [{ text: "hi" }] }] },
      {},
      400,
      "INVALID_ARGUMENT",
    ],
    ["an exhausted quota", { contents: contentsOf("[usage-limit]") }, {}, 429, "RESOURCE_EXHAUSTED"],
    ["an overload", { contents: contentsOf("[503]") }, {}, 503, "UNAVAILABLE"],
  ])("refuses %s in Google's shape", async (_name, body, options, code, status) => {
    const response = await post("generateContent", body, options);
    expect(response.status).toBe(code);
    expect(await response.json()).toMatchObject({ error: { code, status, message: expect.any(String) } });
  });
});
