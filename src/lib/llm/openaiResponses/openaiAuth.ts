import { createKeyImages } from "@/lib/llm/openaiImages/keyImages";
import { createPlanImages } from "@/lib/llm/openaiImages/planImages";
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
    const platform = keyBackend(config.keys.openai);
    const codex = planBackend(config.openaiAuth);
    return createAccountProvider({
      platform: {
        ...createResponsesProvider(platform, responsesDeps),
        images: createKeyImages(platform, responsesDeps),
      },
      codex: { ...createResponsesProvider(codex, responsesDeps), images: createPlanImages(codex, responsesDeps) },
      siwc: createSiwcProvider(config.openaiAuth, deps),
    });
  },
  bundledModels: bundledPlanModels,
};
