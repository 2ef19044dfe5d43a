import type { ProviderKind } from "@/lib/llm/providerKind";
import { bundledGeminiModels } from "./bundledModels";
import { createGeminiImages } from "./images";
import { createGeminiProvider } from "./provider";

export const google: ProviderKind = {
  create: ({ keys }, deps) => ({
    ...createGeminiProvider(keys.google, deps),
    images: createGeminiImages(keys.google, deps),
  }),
  bundledModels: bundledGeminiModels,
};
