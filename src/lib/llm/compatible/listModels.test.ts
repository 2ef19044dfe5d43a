import { expect, test } from "vitest";
import { refusal } from "@/lib/llm/__fixtures__/upstream";
import type { ServerFacts } from "@/types/credential";
import { never, setUp } from "./__fixtures__/server";

const listing = (paths: Record<string, unknown>) => (request: { url: string; body: Record<string, unknown> }) => {
  const body = paths[new URL(request.url).pathname];
  const answer = typeof body === "function" ? body(request.body) : body;
  return answer === undefined ? refusal(404, { error: "not found" }) : Response.json(answer);
};

test("the models of Ollama keep their names, and say what they can do", async () => {
  const names = ["llama3.2:3b", "hf.co/org/model:Q4_K_M", "nomic-embed-text:latest"];
  const capabilities: Record<string, string[]> = {
    "llama3.2:3b": ["completion", "tools"],
    "hf.co/org/model:Q4_K_M": ["completion", "vision", "thinking"],
    "nomic-embed-text:latest": ["embedding"],
  };
  const up = setUp(
    {},
    listing({
      "/v1/models": { object: "list", data: names.map((id) => ({ id, object: "model", owned_by: "library" })) },
      "/api/tags": { models: names.map((name) => ({ name, model: name })) },
      "/api/show": ({ model }: { model: string }) => ({
        capabilities: capabilities[model],
        model_info: { "llama.context_length": 131_072 },
      }),
    }),
  );
  const { models } = await up.provider.listModels(up.credentials, never);
  expect(models.map(({ id }) => id)).toEqual(names);
  expect(models.map(({ supports: { tools, images, files } }) => [tools, images, files])).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ]);
  expect(models.map(({ hiddenReason }) => hiddenReason)).toEqual([undefined, undefined, "It makes no text."]);
  expect(models[0]).toMatchObject({ contextWindow: 131_072, input: ["text"], reasoningEfforts: [] });
  expect(models[1]).not.toHaveProperty("reasoningEfforts", []);
});

test("LM Studio, LiteLLM and OpenRouter say it in their own ways", async () => {
  const one = { data: [{ id: "m" }] };
  const listOf = async (paths: Record<string, unknown>, server: Partial<ServerFacts> = {}) => {
    const up = setUp(server, listing(paths));
    return { up, model: (await up.provider.listModels(up.credentials, never)).models[0] };
  };
  const studio = await listOf({
    "/v1/models": one,
    "/api/v0/models": { data: [{ id: "m", type: "vlm", capabilities: [], max_context_length: 8192 }] },
  });
  expect(studio.model).toMatchObject({ contextWindow: 8192, supports: { images: true, tools: false } });
  const info = { supports_vision: false, supports_function_calling: true, supports_pdf_input: true, mode: "chat" };
  const lite = await listOf({ "/v1/models": one, "/model/info": { data: [{ model_name: "m", model_info: info }] } });
  expect(lite.model).toMatchObject({ supports: { images: false, tools: true, files: true } });
  const record = { id: "m", supported_parameters: ["tools"], architecture: { input_modalities: ["text", "file"] } };
  const router = await listOf({ "/v1/models": { data: [record] } });
  expect(router.model?.supports).toMatchObject({ tools: true, temperature: false, images: false, files: true });
  expect(router.up.sent).toHaveLength(1);
  // A person knows better than a list.
  const told = await listOf({ "/v1/models": { data: [record] } }, { skills: { tools: false, temperature: true } });
  expect(told.model).toMatchObject({
    supports: { tools: false, temperature: true },
    reasons: { tools: "Tool use is switched off for Ollama." },
  });
});

test("an address without the version of the API is told from one that leads nowhere", async () => {
  const server = { baseUrl: "http://localhost:11434" };
  const slip = setUp(server, listing({ "/v1/models": { data: [{ id: "m" }] } }));
  await expect(slip.provider.listModels(slip.credentials, never)).rejects.toThrow(/Put \/v1 at the end/);
  const nowhere = setUp(server, listing({}));
  await expect(nowhere.provider.listModels(nowhere.credentials, never)).rejects.toThrow(/nothing at .*Check the base/i);
});

test("a server without any model has an empty list", async () => {
  const up = setUp({}, listing({ "/v1/models": { object: "list", data: null } }));
  expect(await up.provider.listModels(up.credentials, never)).toEqual({ models: [] });
});
