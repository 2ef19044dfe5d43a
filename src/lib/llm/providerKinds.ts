import type { ProviderId } from "@/types/providerTable";
import { anthropic } from "./anthropic/anthropic";
import { compatible } from "./compatible/compatible";
import { google } from "./gemini/google";
import { openai } from "./openaiResponses/openai";
import { openaiAuth } from "./openaiResponses/openaiAuth";
import type { ProviderKind } from "./providerKind";

/** The one place that names the folders of the providers. */
export const providerKinds: Record<ProviderId, ProviderKind> = {
  "openai-auth": openaiAuth,
  openai,
  anthropic,
  google,
  compatible,
};
