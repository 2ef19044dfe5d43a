import { expect, test } from "vitest";
import { credentialSource, keyPayer } from "@/lib/llm/__fixtures__/upstream";
import { never, setUp } from "./__fixtures__/providers";

const gateway = credentialSource(keyPayer, { baseUrl: "https://gateway.example/v1" }).source;

async function listFrom(body: unknown) {
  const up = setUp([Response.json(body)]);
  return (await up.key.listModels(gateway, never)).models;
}

test("a server of somebody else's lists what it lists, in its order, whatever the names", async () => {
  const ids = [
    "house-large",
    "whisper-9",
    "gpt-oss:120b",
    "o3-of-the-house",
    "maker/gpt-4o",
    "gpt-4o-2024-08-06",
    "gpt-4o",
  ];
  const models = await listFrom({ data: ids.map((id, created) => ({ id, created })) });
  expect(models.map(({ id, hiddenReason }) => [id, hiddenReason])).toEqual(ids.map((id) => [id, undefined]));
});

test("nothing is believed of a model whose name only resembles one of OpenAI's", async () => {
  const alike = [
    "gpt-oss:120b",
    "gpt-house",
    "o3-of-the-house",
    "gpt-5-house",
    "maker/gpt-5",
    "chatgpt-house",
    "gpt-4-house",
  ];
  for (const model of await listFrom({ data: alike.map((id) => ({ id })) })) {
    expect(Object.values(model.supports)).toEqual([true, true, true, true, true, true, true, true]);
    expect(model.reasoningEfforts).toBeUndefined();
  }
});

test("what is called exactly as one of OpenAI's is one", async () => {
  const [reasoning, plain] = await listFrom({ data: [{ id: "gpt-5.5-mini" }, { id: "gpt-4o-2024-08-06" }] });
  expect(reasoning).toMatchObject({ supports: { temperature: false }, reasoningEfforts: ["low", "medium", "high"] });
  expect(plain).toMatchObject({ supports: { temperature: true }, reasoningEfforts: [] });
});

test.each([
  [{ object: "list", data: [{ id: "m" }] }],
  [[{ id: "m" }]],
  [{ models: [{ name: "m" }] }],
  [{ models: ["m", ""] }],
  [{ data: [{ id: "m" }, { id: 7 }, null] }],
])("a list is read in the form %j", async (body) => {
  expect((await listFrom(body)).map(({ id }) => id)).toEqual(["m"]);
});

test("a base URL may be that of a whole endpoint", async () => {
  for (const end of ["/responses", "/chat/completions", "/models", ""]) {
    const up = setUp([Response.json({ data: [{ id: "m" }] })]);
    const { source } = credentialSource(keyPayer, { baseUrl: `https://gateway.example/v1${end}` });
    await up.key.listModels(source, never);
    expect(up.sent[0]?.url).toBe("https://gateway.example/v1/models");
  }
});

test("a page where a list should be is a wrong address", async () => {
  const up = setUp([new Response("<html>Welcome</html>", { headers: { "content-type": "text/html" } })]);
  await expect(up.key.listModels(gateway, never)).rejects.toThrow(
    "https://gateway.example/v1/models gave something else than JSON, a page most likely. Check the base URL.",
  );
});
