import { expect, test } from "vitest";
import { supportsAll } from "@/lib/llm/supportsAll";
import { parseGeminiModels } from "./models";

const record = (name: string, more: object = {}) => ({
  name: `models/${name}`,
  supportedGenerationMethods: ["generateContent"],
  ...more,
});
const idsOf = (body: unknown, isGateway = false) => parseGeminiModels(body, isGateway).map(({ id }) => id);

test("a model has what the list says of it, under the id that calls take", () => {
  const models = [record("gemini-3-pro", { displayName: "Pro", description: "Best.", inputTokenLimit: 1000 })];
  expect(parseGeminiModels({ models }, false)).toEqual([
    {
      id: "gemini-3-pro",
      name: "Pro",
      description: "Best.",
      contextWindow: 1000,
      input: ["text", "image"],
      reasoningEfforts: ["low", "medium", "high"],
      verbosity: [],
      serviceTiers: [],
      supports: supportsAll,
    },
  ]);
});

test("of Google only models that generate text are taken", () => {
  const others = ["embedding-1", "gemini-x-image", "gemini-x-tts", "gemini-live", "aqa", "veo-3", "lyria", "imagen-4"];
  const models = [
    ...others.map((name) => record(name)),
    record("gemini-old", { supportedGenerationMethods: ["embedContent"] }),
    record("gemini-none", { supportedGenerationMethods: undefined }),
    { supportedGenerationMethods: ["generateContent"] },
    null,
    record("gemini-2.5-flash"),
  ];
  expect(idsOf({ models })).toEqual(["gemini-2.5-flash"]);
});

test.each([undefined, null, [], "x", { models: {} }])("no models are found in %j", (body) => {
  expect(idsOf(body)).toEqual([]);
});

test("a model of Google that is no Gemini has neither a JSON mode, nor search, nor pictures, nor effort", () => {
  expect(parseGeminiModels({ models: [record("gemma-3")] }, false)).toMatchObject([
    {
      id: "gemma-3",
      name: "gemma-3",
      input: ["text"],
      reasoningEfforts: [],
      supports: {
        temperature: true,
        maxTokens: true,
        jsonSchema: false,
        webSearch: false,
        images: false,
        tools: false,
        files: false,
        reasoningSummary: false,
      },
    },
  ]);
});

test("another server's models are taken whatever their names, unless it says that they do something else", () => {
  const models = [record("my-image-model"), record("vectors", { supportedGenerationMethods: ["embedContent"] })];
  expect(idsOf({ models, data: [{ id: "plain" }, { name: "named" }, {}, { id: 5 }] }, true)).toEqual([
    "my-image-model",
    "plain",
    "named",
  ]);
  expect(parseGeminiModels({ data: [{ id: "plain" }] }, true)).toMatchObject([
    {
      input: ["text", "image"],
      supports: { jsonSchema: true, webSearch: true, images: true, tools: true, files: true, reasoningSummary: true },
    },
  ]);
});
