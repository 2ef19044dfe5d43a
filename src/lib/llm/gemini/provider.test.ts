import { expect, test } from "vitest";
import { credentialSource, drain, keyPayer, refusal, sse, streamOf } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import { answer, call, chunk, failure, never, recorded, said, setUp } from "./__fixtures__/geminiUpstream";
import { toGeminiBody } from "./requestBody";

test.each([1, 2, 3, 7])("a recorded answer cut every %i bytes is read whole, thoughts apart", async (size) => {
  const { run } = setUp(() => sse(streamOf(recorded, size)));
  const { items } = await run();
  const joined = (type: string) =>
    items.map((item) => (item.type === type && "text" in item ? item.text : "")).join("");
  expect(joined("text-delta")).toBe(answer);
  expect(joined("reasoning-delta")).toBe("**Greeting**");
  expect(items.at(-1)).toEqual({
    type: "end",
    text: answer,
    finishReason: "stop",
    usage: { inputTokens: 21, cachedInputTokens: 8, outputTokens: 34, reasoningTokens: 12, totalTokens: 55 },
  });
});

test("a key that was entered for an address of its own is used there alone", async () => {
  const up = setUp(
    sse(recorded),
    Response.json({ models: [{ name: "models/gemini-2.5-flash", supportedGenerationMethods: ["generateContent"] }] }),
  );
  const { source } = credentialSource({ ...keyPayer, provider: "google" }, { baseUrl: "https://gateway.example" });
  await drain<ProviderEvent>(up.provider.stream(call, source, never));
  await up.provider.listModels(source, never);
  expect(up.sent.map(({ url }) => new URL(url).host)).toEqual(["gateway.example", "gateway.example"]);
});

test("the key travels in its header and never in the address", async () => {
  const up = setUp(sse(recorded));
  await up.run();
  expect(up.sent[0]?.url).toBe(
    "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
  );
  expect(up.sent[0]?.headers["x-goog-api-key"]).toBe("gemini-key");
  expect(up.sent[0]?.headers).not.toHaveProperty("authorization");
});

test.each([undefined, "project-7"])("an account's token travels as a bearer, with the project %s", async (project) => {
  const up = setUp(sse(recorded));
  const { source } = credentialSource(
    { kind: "account", id: "acc_1", provider: "google", name: "Google" },
    { bearer: "ya29.token", isAccessToken: true, project },
  );
  await drain<ProviderEvent>(up.provider.stream(call, source, never));
  expect(up.sent[0]?.headers.authorization).toBe("Bearer ya29.token");
  expect(up.sent[0]?.headers["x-goog-user-project"]).toBe(project);
  expect(up.sent[0]?.headers).not.toHaveProperty("x-goog-api-key");
});

test("every setting lands where the API wants it", () => {
  const jsonSchema = { type: "object" };
  const body = toGeminiBody({
    ...call,
    system: "Be brief.",
    messages: [
      { role: "user", content: "one" },
      { role: "assistant", content: "two" },
      { role: "system", content: "In French." },
      { role: "user", content: "three" },
    ],
    images: ["data:image/webp;base64,AAAA"],
    temperature: 0.2,
    maxTokens: 99,
    jsonSchema,
    reasoningEffort: "low",
  });
  expect(body).toEqual({
    systemInstruction: { parts: [{ text: "Be brief.\n\nIn French." }] },
    contents: [
      { role: "user", parts: [{ text: "one" }] },
      { role: "model", parts: [{ text: "two" }] },
      { role: "user", parts: [{ text: "three" }, { inlineData: { mimeType: "image/webp", data: "AAAA" } }] },
    ],
    generationConfig: {
      temperature: 0.2,
      maxOutputTokens: 99,
      responseMimeType: "application/json",
      responseJsonSchema: jsonSchema,
      thinkingConfig: { thinkingBudget: 1024, includeThoughts: true },
    },
  });
});

test.each([
  ["gemini-3.8-flash", "high", { thinkingLevel: "high", includeThoughts: true }],
  ["gemini-2.5-pro", "high", { thinkingBudget: 24_576, includeThoughts: true }],
  ["gemini-2.5-pro", "ultra", undefined],
  ["gemini-2.0-flash", "high", undefined],
])("effort on %s, %s, becomes %j", (model, reasoningEffort, thinkingConfig) => {
  const { generationConfig } = toGeminiBody({ ...call, model, reasoningEffort });
  expect(generationConfig).toEqual(thinkingConfig && { thinkingConfig });
});

test("running out of tokens keeps the text; an unknown reason ends as other", async () => {
  const short = await setUp(sse(chunk({ ...said("Once"), finishReason: "MAX_TOKENS" }))).run();
  expect(short.items.at(-1)).toMatchObject({ type: "end", text: "Once", finishReason: "length" });
  const odd = await setUp(sse(chunk({ ...said("Once"), finishReason: "NEW_REASON" }))).run();
  expect(odd.items.at(-1)).toMatchObject({ type: "end", finishReason: "other" });
});

test("a blocked answer or prompt is content_rejected, what was said before is kept", async () => {
  const answered = await setUp(sse(chunk(said("Once")) + chunk({ finishReason: "SAFETY" }))).run();
  expect(answered.error).toMatchObject({ code: "content_rejected", facts: { reason: "SAFETY", partialText: "Once" } });
  const asked = await setUp(sse('data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}\n\n')).run();
  expect(asked.error).toMatchObject({ code: "content_rejected", facts: { reason: "PROHIBITED_CONTENT" } });
});

test("a stream without a finish reason is interrupted, its text kept; without any text it is a failure", async () => {
  const cut = await setUp(sse(chunk(said("Once")))).run();
  expect(cut.error).toMatchObject({ code: "upstream_interrupted", facts: { partialText: "Once" } });
  const empty = await setUp(sse(chunk({ finishReason: "STOP" }))).run();
  expect(empty.error).toMatchObject({ code: "upstream_interrupted" });
});

test.each([
  [400, failure(400, "INVALID_ARGUMENT", [{ reason: "API_KEY_INVALID" }]), "auth_required", 1],
  [
    400,
    failure(
      400,
      "INVALID_ARGUMENT",
      [],
      "The input token count (99) exceeds the maximum number of tokens allowed (9).",
    ),
    "context_too_long",
    1,
  ],
  [
    400,
    failure(400, "INVALID_ARGUMENT", [], "Thinking budget is not supported for this model"),
    "unsupported_option",
    1,
  ],
  [400, failure(400, "INVALID_ARGUMENT"), "upstream_rejected", 1],
  [
    400,
    failure(400, "FAILED_PRECONDITION", [], "User location is not supported for the API use."),
    "egress_blocked",
    1,
  ],
  [403, failure(403, "PERMISSION_DENIED"), "upstream_rejected", 1],
  [403, "<html>Sorry</html>", "egress_blocked", 1],
  [404, [failure(404, "NOT_FOUND")], "model_not_available", 1],
  [429, failure(429, "RESOURCE_EXHAUSTED"), "rate_limited", 4],
  [
    429,
    failure(429, "RESOURCE_EXHAUSTED", [
      { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] },
    ]),
    "usage_limit_reached",
    1,
  ],
  [
    429,
    failure(429, "RESOURCE_EXHAUSTED", [], "Quota exceeded for metric x, limit: 0, model: y"),
    "usage_limit_reached",
    1,
  ],
  [429, failure(429, "RESOURCE_EXHAUSTED", [], "Request too large: limit 10, requested 20"), "rate_limited", 1],
  [301, {}, "upstream_rejected", 1],
  [404, "<html><title>Not Found</title></html>", "upstream_rejected", 1],
  [400, { message: "The prompt is too long for the house" }, "context_too_long", 1],
  [400, { error: { status: "constructor", message: "words" } }, "upstream_rejected", 1],
  [500, failure(500, "INTERNAL"), "upstream_unavailable", 5],
  [503, failure(503, "UNAVAILABLE"), "upstream_unavailable", 5],
])("status %i with %j is %s after %i requests", async (status, body, code, requests) => {
  const up = setUp(refusal(status, body));
  expect((await up.run()).error).toMatchObject({ code });
  expect(up.sent).toHaveLength(requests);
});

test("the wait that Google names is honoured", async () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }];
  const up = setUp(refusal(429, failure(429, "RESOURCE_EXHAUSTED", details)), sse(recorded));
  expect((await up.run()).items.at(-1)).toMatchObject({ type: "end" });
  expect(up.slept).toEqual([34_000]);
});

test("an error inside the stream is what it says", async () => {
  const up = setUp(sse(`data: ${JSON.stringify(failure(404, "NOT_FOUND"))}\n\n`));
  expect((await up.run()).error).toMatchObject({ code: "model_not_available" });
});

test("the model list holds what generates text", async () => {
  const models = [
    {
      name: "models/gemini-2.5-flash",
      displayName: "Gemini 2.5 Flash",
      inputTokenLimit: 1_048_576,
      supportedGenerationMethods: ["generateContent"],
    },
    { name: "models/gemini-2.5-flash-image", supportedGenerationMethods: ["generateContent"] },
    { name: "models/text-embedding-004", supportedGenerationMethods: ["embedContent"] },
    { name: "models/gemma-3-27b-it", supportedGenerationMethods: ["generateContent"] },
  ];
  const up = setUp(Response.json({ models }));
  const { models: listed } = await up.provider.listModels(up.credentials.source, never);
  expect(up.sent[0]?.url).not.toContain("gemini-key");
  expect(listed.map(({ id, supports }) => [id, supports.jsonSchema])).toEqual([
    ["gemini-2.5-flash", true],
    ["gemma-3-27b-it", false],
  ]);
  expect(listed[0]).toMatchObject({
    name: "Gemini 2.5 Flash",
    contextWindow: 1_048_576,
    reasoningEfforts: ["low", "medium", "high"],
  });
});

test.each(["", "/v1beta", "/v1beta/models", "/v1"])("a base URL may end with %j", async (end) => {
  const models = [
    { name: "models/house-large" },
    { id: "gemma-of-the-house" },
    { name: "x", supportedGenerationMethods: [] },
  ];
  const up = setUp(Response.json({ models }), sse(recorded));
  const { source } = credentialSource(
    { ...keyPayer, provider: "google" },
    { baseUrl: `https://gateway.example${end}` },
  );
  const { models: listed } = await up.provider.listModels(source, never);
  await drain<ProviderEvent>(up.provider.stream({ ...call, model: "house-large" }, source, never));
  expect(listed.map(({ id, supports }) => [id, supports.jsonSchema])).toEqual([
    ["house-large", true],
    ["gemma-of-the-house", true],
  ]);
  expect(up.sent.map(({ url }) => url.replace(/\?.*/, ""))).toEqual([
    "https://gateway.example/v1beta/models",
    "https://gateway.example/v1beta/models/house-large:streamGenerateContent",
  ]);
});
