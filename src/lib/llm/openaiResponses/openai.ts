import type { ProviderKind } from "@/lib/llm/providerKind";
import { keyBackend } from "./backends";
import { bundledKeyModels } from "./bundledModels";
import { createResponsesProvider } from "./provider";
import { toResponsesDeps } from "./responsesDeps";

export const openai: ProviderKind = {
  create: (config, deps) => createResponsesProvider(keyBackend(config.keys.openai), toResponsesDeps(config, deps)),
  bundledModels: bundledKeyModels,
};
