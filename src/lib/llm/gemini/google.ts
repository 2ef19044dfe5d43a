import type { ProviderKind } from "@/lib/llm/providerKind";
import { bundledGeminiModels } from "./bundledModels";
import { createGeminiProvider } from "./provider";

export const google: ProviderKind = {
  create: ({ keys }, deps) => createGeminiProvider(keys.google, deps),
  bundledModels: bundledGeminiModels,
};
