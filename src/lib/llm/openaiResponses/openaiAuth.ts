import type { ProviderKind } from "@/lib/llm/providerKind";
import { createAccountProvider } from "./accountProvider";
import { keyBackend, planBackend } from "./backends";
import { bundledPlanModels } from "./bundledModels";
import { createResponsesProvider } from "./provider";
import { toResponsesDeps } from "./responsesDeps";
import { createSiwcProvider } from "./siwc/siwcProvider";

/** A ChatGPT account, on whichever backend its way of signing in leads to. */
export const openaiAuth: ProviderKind = {
  create(config, deps) {
    const responsesDeps = toResponsesDeps(config, deps);
    return createAccountProvider({
      platform: createResponsesProvider(keyBackend(config.keys.openai), responsesDeps),
      codex: createResponsesProvider(planBackend(config.openaiAuth), responsesDeps),
      siwc: createSiwcProvider(config.openaiAuth, deps),
    });
  },
  bundledModels: bundledPlanModels,
};
