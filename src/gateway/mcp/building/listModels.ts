import { z } from "zod";
import { defineTool, jsonResult } from "@/gateway/mcp/tool";
import type { Services } from "@/lib/services";
import { isAppError } from "@/types/errors";
import { type Model, type ModelList, providerIdSchema } from "@/types/providers";
import { type ProviderId, providerIds } from "@/types/providerTable";
import { idSchema } from "@/types/workflow";

export const listModels = defineTool({
  name: "list_models",
  title: "List models",
  description:
    'The models that can be called here now, by provider: `provider` and `id` are what data.provider and data.model of an llmGenerate node take. Providers without an account or key stand in `unavailable`, with what a person can do. Example: {} or { "provider": "openai-auth" }.',
  input: z
    .object({
      provider: providerIdSchema.optional(),
      account: idSchema.optional().describe("Of the provider; its default if left out."),
    })
    .strict(),
  annotations: { readOnlyHint: true, openWorldHint: true },
  call: async ({ provider, account }, { caller }) => {
    const asked = provider === undefined ? providerIds : [provider];
    const lists = await Promise.all(asked.map((id) => listOf(id, account, caller.services)));
    return jsonResult({
      providers: lists.flatMap((list) => ("models" in list ? list : [])),
      unavailable: lists.flatMap((list) => ("reason" in list ? list : [])),
    });
  },
});

async function listOf(provider: ProviderId, account: string | undefined, { catalogue }: Services) {
  try {
    return toView(provider, await catalogue.list(provider, account));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { provider, reason: error.message };
  }
}

function toView(provider: ProviderId, { models, imageModels = [], problem }: ModelList) {
  const images = imageModels.map(({ id }) => id);
  return {
    provider,
    models: models.filter(({ hiddenReason }) => hiddenReason === undefined).map(toModelView),
    ...(images.length === 0 ? {} : { imageModels: images }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function toModelView({ id, name, contextWindow, reasoningEfforts }: Model) {
  return {
    id,
    ...(name === id ? {} : { name }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(reasoningEfforts === undefined ? {} : { reasoningEfforts }),
  };
}
