import { createParser } from "eventsource-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { tinyPdf } from "@/simulator/testkit/tinyPdf";
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

describe("functions, files and searches of the simulated Gemini", () => {
  const declared = ["get_weather", "get_time"].map((name) => ({
    name,
    parametersJsonSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  }));
  const tools = [{ functionDeclarations: declared }];
  const asked = '[call:get_weather {"city":"Rome"}] [call:get_time {"city":"Rome"}] How is Rome?';
  const partsOf = async (response: Response) => (await response.json()).candidates[0].content.parts;
  const later = { model: "gemini-3-flash-preview" };
  const results = declared.map(({ name }) => ({ functionResponse: { name, response: { output: `${name}: 20` } } }));
  const conversation = (parts: object[], of: object[] = results) => [
    ...contentsOf(asked),
    { role: "model", parts },
    { role: "user", parts: of },
  ];

  test.each([
    ["gemini-2.5-flash", undefined],
    ["gemini-3-flash-preview", expect.any(String)],
  ])("%s calls two functions at once, and answers with what they gave", async (model, signature) => {
    const parts = await partsOf(await post("generateContent", { contents: contentsOf(asked), tools }, { model }));
    expect(parts.map((part: { functionCall: unknown }) => part.functionCall)).toMatchObject([
      { name: "get_weather", args: { city: "Rome" } },
      { name: "get_time", args: { city: "Rome" } },
    ]);
    expect([parts[0].thoughtSignature, parts[1].thoughtSignature]).toEqual([signature, undefined]);
    const second = await post("generateContent", { contents: conversation(parts), tools }, { model });
    expect((await partsOf(second))[0].text).toContain("get_weather: 20");
  });

  test("rests what it says on pages, counted in bytes", async () => {
    const body = { contents: contentsOf("[search:2] the news about rivers"), tools: [{ googleSearch: {} }] };
    const [candidate] = (await (await post("generateContent", body)).json()).candidates;
    const { groundingChunks, groundingSupports } = candidate.groundingMetadata;
    expect(groundingChunks).toHaveLength(2);
    const { text } = candidate.content.parts[0];
    for (const { segment } of groundingSupports) {
      expect(Buffer.from(text).toString("utf8", segment.startIndex, segment.endIndex)).toBe(segment.text);
    }
  });

  test("tells thoughts when they are wanted, and reads a PDF", async () => {
    const data = tinyPdf(3).split(",")[1];
    const parts = [{ inlineData: { mimeType: "application/pdf", data } }, { text: "rivers" }];
    const generationConfig = { thinkingConfig: { includeThoughts: true } };
    const body = { contents: [{ role: "user", parts }], generationConfig };
    const answer = await (await post("generateContent", body)).json();
    expect(answer.candidates[0].content.parts[0]).toMatchObject({ thought: true });
    expect(answer.usageMetadata.promptTokenCount).toBeGreaterThan(1000);
  });

  const call = { functionCall: { name: "get_time", args: {} } };
  const json = { responseMimeType: "application/json" };
  const result = results.slice(1);
  test.each<[string, object, { model?: string }, RegExp]>([
    ["a result without its call", { contents: [{ role: "user", parts: result }], tools }, {}, /immediately after/],
    [
      "a call without its result",
      { contents: [{ role: "model", parts: [call] }, ...contentsOf("hi")], tools },
      {},
      /equal to/,
    ],
    ["fewer results than calls", { contents: conversation([call, call], result), tools }, {}, /equal to/],
    [
      "a call without a signature",
      { contents: conversation([call], result), tools },
      later,
      /missing a thought_signature/,
    ],
    [
      "a signature of somebody else",
      { contents: conversation([{ ...call, thoughtSignature: "QUJD" }], result), tools },
      later,
      /Corrupted thought signature/,
    ],
    [
      "a search beside functions",
      { contents: contentsOf("hi"), tools: [{ googleSearch: {} }, ...tools] },
      {},
      /is unsupported/,
    ],
    [
      "a search beside functions of which nothing is told",
      { contents: contentsOf("hi"), tools: [{ googleSearch: {} }, ...tools] },
      later,
      /include_server_side_tool_invocations/,
    ],
    ["bound JSON beside functions", { contents: contentsOf("hi"), tools, generationConfig: json }, {}, /mime type/],
    ["a function twice", { contents: contentsOf("hi"), tools: [...tools, ...tools] }, {}, /Duplicate function/],
    [
      "a choice that is not there",
      {
        contents: contentsOf("hi"),
        tools,
        toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["no"] } },
      },
      {},
      /subset of function declarations/,
    ],
    [
      "a level of thought where there is none",
      { contents: contentsOf("hi"), generationConfig: { thinkingConfig: { thinkingLevel: "low" } } },
      {},
      /level is not supported/,
    ],
    ["a tool of an unknown kind", { contents: contentsOf("hi"), tools: [{ teleport: {} }] }, {}, /Unknown name/],
  ])("%s is refused", async (_title, body, options, words) => {
    const response = await post("generateContent", body, options);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toMatch(words);
  });
});
