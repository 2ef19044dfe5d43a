import { expect, test } from "vitest";
import { credentialSource, keyPayer, planPayer, refusal } from "@/lib/llm/__fixtures__/upstream";
import { never, setUp } from "@/lib/llm/openaiResponses/__fixtures__/providers";

test("a plan's models come from its own list, the default first, hidden ones with the reason", async () => {
  const record = (slug: string, priority: number, more: object = {}) => ({
    slug,
    display_name: slug.toUpperCase(),
    priority,
    visibility: "list",
    context_window: 272_000,
    default_reasoning_level: "medium",
    supported_reasoning_levels: ["low", "max", "ultra"].map((effort) => ({ effort })),
    service_tiers: [{ id: "priority", name: "Fast", description: "" }],
    support_verbosity: true,
    input_modalities: ["text", "image"],
    ...more,
  });
  const models = [
    record("gpt-b", 2, { use_responses_lite: true }),
    record("gpt-a", 1),
    record("gpt-c", 3, { visibility: "hide" }),
  ];
  const up = setUp([Response.json({ models })]);
  const { models: listed } = await up.plan.listModels(
    credentialSource(planPayer, { accountId: "acct-1" }).source,
    never,
  );
  expect(up.sent[0]?.url).toBe("https://chatgpt.com/backend-api/codex/models?client_version=0.171.0");
  expect(up.sent[0]?.headers).toMatchObject({ version: "0.171.0", "chatgpt-account-id": "acct-1" });
  expect(listed.map(({ id, hiddenReason }) => [id, hiddenReason !== undefined])).toEqual([
    ["gpt-a", false],
    ["gpt-b", false],
    ["gpt-c", true],
  ]);
  expect(listed[0]).toEqual({
    id: "gpt-a",
    name: "GPT-A",
    contextWindow: 272_000,
    input: ["text", "image"],
    reasoningEfforts: ["low", "max"],
    defaultReasoningEffort: "medium",
    verbosity: ["low", "medium", "high"],
    serviceTiers: [{ id: "priority", name: "Fast" }],
    supports: {
      temperature: false,
      maxTokens: false,
      jsonSchema: true,
      webSearch: true,
      images: true,
      tools: true,
      files: true,
      reasoningSummary: true,
    },
  });
  expect(listed[1]?.supports.webSearch).toBe(true);
});

test("a key's models are those that write text, dated copies hidden, abilities by family", async () => {
  const ids = [
    "gpt-4o-2024-08-06",
    "gpt-4o",
    "gpt-5.5",
    "whisper-1",
    "text-embedding-3-small",
    "gpt-image-2",
    "gpt-4o-audio-preview",
    "o3-mini",
  ];
  const up = setUp([Response.json({ data: ids.map((id, index) => ({ id, created: 100 - index })) })]);
  const { models: listed } = await up.key.listModels(credentialSource(keyPayer).source, never);
  expect(up.sent[0]?.url).toBe("https://api.openai.com/v1/models");
  expect(
    listed.map(({ id, supports, hiddenReason }) => [id, supports.temperature, supports.images, hiddenReason]),
  ).toEqual([
    ["gpt-4o-2024-08-06", true, true, "A dated copy of gpt-4o."],
    ["gpt-4o", true, true, undefined],
    ["gpt-5.5", false, true, undefined],
    ["o3-mini", false, false, undefined],
  ]);
});

test.each([
  ["a page", () => new Response("<html>hello</html>")],
  ["an empty list", () => Response.json({ models: [] })],
  ["a redirect", () => refusal(302, {})],
])("%s is no model list", async (_, reply) => {
  const up = setUp([reply]);
  await expect(up.plan.listModels(credentialSource(planPayer).source, never)).rejects.toMatchObject({
    code: "upstream_rejected",
  });
});
