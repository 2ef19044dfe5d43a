import type { ProviderKind } from "@/lib/llm/providerKind";
import { bundledAnthropicModels } from "./bundledModels";
import { createAnthropicProvider } from "./provider";

export const anthropic: ProviderKind = {
  create: ({ keys }, deps) => createAnthropicProvider(keys.anthropic, deps),
  bundledModels: bundledAnthropicModels,
};
