import { createKeyImages } from "@/lib/llm/openaiImages/keyImages";
import type { ProviderKind } from "@/lib/llm/providerKind";
import { keyBackend } from "./backends";
import { bundledKeyModels } from "./bundledModels";
import { createResponsesProvider } from "./provider";
import { toResponsesDeps } from "./responsesDeps";

export const openai: ProviderKind = {
  create(config, deps) {
    const responsesDeps = toResponsesDeps(config, deps);
    const backend = keyBackend(config.keys.openai);
    return { ...createResponsesProvider(backend, responsesDeps), images: createKeyImages(backend, responsesDeps) };
  },
  bundledModels: bundledKeyModels,
};
