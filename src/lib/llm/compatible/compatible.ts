import { toResponsesDeps } from "@/lib/llm/openaiResponses/responsesDeps";
import type { ProviderKind } from "@/lib/llm/providerKind";
import { createCompatibleProvider } from "./provider";

export const compatible: ProviderKind = {
  create: (config, deps) => createCompatibleProvider(toResponsesDeps(config, deps)),
  // Nobody knows what somebody else's server has.
  bundledModels: [],
};
