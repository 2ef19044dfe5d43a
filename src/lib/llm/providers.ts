import { readFileSync } from "node:fs";
import { type Config, ConfigError } from "@/lib/config";
import type { ProviderId } from "@/types/providers";
import { createGeminiProvider } from "./gemini/provider";
import { createAccountProvider } from "./openaiResponses/accountProvider";
import { keyBackend, planBackend } from "./openaiResponses/backends";
import { createResponsesProvider } from "./openaiResponses/provider";
import { createSiwcProvider } from "./openaiResponses/siwc/siwcProvider";
import type { Provider } from "./provider";
import { systemTiming } from "./timing";
import type { UpstreamDeps } from "./wire";

/** Silence after which the Codex client gives a stream up. */
const standardIdleTimeoutMs = 300_000;

/**
 * Every provider, by the settings. What varies in tests can be passed in.
 * @throws ConfigError when `CODEX_INSTRUCTIONS_FILE` cannot be read
 */
export function createProviders(
  { openai, gemini, openaiAuth }: Pick<Config, "openai" | "gemini" | "openaiAuth">,
  overrides: Partial<UpstreamDeps> = {},
): Record<ProviderId, Provider> {
  const deps = { fetch: globalThis.fetch, timing: systemTiming, idleTimeoutMs: standardIdleTimeoutMs, ...overrides };
  const responsesDeps = {
    ...deps,
    newSessionId: () => crypto.randomUUID(),
    promptStyle: openaiAuth.promptStyle,
    instructions: readInstructions(openaiAuth.instructionsFile),
  };
  const platform = createResponsesProvider(keyBackend(openai), responsesDeps);
  return {
    "openai-auth": createAccountProvider({
      platform,
      codex: createResponsesProvider(planBackend(openaiAuth), responsesDeps),
      siwc: createSiwcProvider(openaiAuth, deps),
    }),
    openai: platform,
    google: createGeminiProvider(gemini, deps),
  };
}

function readInstructions(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch {
    throw new ConfigError("CODEX_INSTRUCTIONS_FILE wants the path of a text file that can be read");
  }
}
