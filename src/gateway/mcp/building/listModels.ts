import { z } from "zod";
import { defineTool, jsonResult } from "@/gateway/mcp/tool";
import type { ListModels } from "@/lib/llm/catalogue";
import { termsOf } from "@/lib/paymentTerms";
import { isAppError } from "@/types/errors";
import { type Model, type ModelList, providerIdSchema } from "@/types/providers";
import { type ProviderId, providerIds } from "@/types/providerTable";
import { idSchema } from "@/types/workflow";

export const listModels = defineTool({
  name: "list_models",
  title: "List models",
  description:
    'The models that can be called here now, by provider: `provider` and `id` are what data.provider and data.model of an llmGenerate node take. Providers without an account or key stand in `unavailable`, with what a person can do. Example: {} or { "provider": "openai-auth", "query": "mini" }.',
  input: z
    .object({
      provider: providerIdSchema.optional(),
      account: idSchema.optional().describe("Of the provider; its default if left out."),
      query: z.string().max(100).optional().describe("Only those whose id or name has this in it."),
    })
    .strict(),
  annotations: { readOnlyHint: true, openWorldHint: true },
  call: async ({ provider, account, query = "" }, { caller }) => {
    const asked = provider === undefined ? providerIds : [provider];
    const list = caller.services.modelsWithin(termsOf(caller.through));
    const lists = await Promise.all(asked.map((id) => listOf({ provider: id, account, query }, list)));
    return jsonResult({
      providers: lists.flatMap((one) => ("models" in one ? one : [])),
      unavailable: lists.flatMap((one) => ("reason" in one ? one : [])),
    });
  },
});

/** A server can have hundreds, which would fill the context of whoever asks. */
const MAX_LISTED = 100;

interface Asked {
  provider: ProviderId;
  account: string | undefined;
  query: string;
}

async function listOf({ provider, account, query }: Asked, list: ListModels) {
  try {
    return toView(provider, await list(provider, account), query.toLowerCase());
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { provider, reason: error.message };
  }
}

function toView(provider: ProviderId, { models, imageModels = [], problem }: ModelList, word: string) {
  const images = imageModels.map(({ id }) => id);
  const found = models.filter(
    ({ id, name, hiddenReason }) => hiddenReason === undefined && `${id} ${name}`.toLowerCase().includes(word),
  );
  const left = found.length - MAX_LISTED;
  return {
    provider,
    models: found.slice(0, MAX_LISTED).map(toModelView),
    ...(left > 0 ? { more: `${left} more: narrow the list by a query.` } : {}),
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
