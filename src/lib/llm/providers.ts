import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Config, ConfigError } from "@/lib/config";
import type { ProviderId } from "@/types/providers";
import { createGeminiProvider } from "./gemini/provider";
import { keyBackend, planBackend } from "./openaiResponses/backends";
import { createResponsesProvider } from "./openaiResponses/provider";
import type { Provider } from "./provider";
import { systemTiming } from "./timing";
import type { UpstreamDeps } from "./upstreamCall";

/** Silence after which a stream is given up; the Codex client waits as long (protocol note §i). */
const IDLE_TIMEOUT_MS = 300_000;

/** The adapter of every provider, for these settings. @throws ConfigError if the instructions file cannot be read */
export function createProviders({ openaiAuth, openai, gemini }: Config): Record<ProviderId, Provider> {
  const deps: UpstreamDeps = { fetch: globalThis.fetch, timing: systemTiming, idleTimeoutMs: IDLE_TIMEOUT_MS };
  const responses = {
    ...deps,
    newSessionId: randomUUID,
    promptStyle: openaiAuth.promptStyle,
    instructions: readInstructions(openaiAuth.instructionsFile),
  };
  return {
    "openai-auth": createResponsesProvider(planBackend(openaiAuth), responses),
    openai: createResponsesProvider(keyBackend(openai), responses),
    google: createGeminiProvider(gemini, deps),
  };
}

function readInstructions(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`CODEX_INSTRUCTIONS_FILE wants a text file that can be read, not ${path}`, { cause });
  }
}
