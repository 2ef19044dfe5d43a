import { readFileSync } from "node:fs";
import { type Config, ConfigError, type PromptStyle } from "@/lib/config";
import type { UpstreamDeps } from "@/lib/llm/wire";

export interface ResponsesDeps extends UpstreamDeps {
  /** A UUID for each call. */
  newSessionId(): string;
  promptStyle: PromptStyle;
  /** Instead of our own short ones, on a plan, when a call has no system text (`CODEX_INSTRUCTIONS_FILE`). */
  instructions?: string;
}

/** What the Responses protocol needs beside what every protocol needs. @throws ConfigError */
export function toResponsesDeps({ openaiAuth }: Pick<Config, "openaiAuth">, deps: UpstreamDeps): ResponsesDeps {
  return {
    ...deps,
    newSessionId: () => crypto.randomUUID(),
    promptStyle: openaiAuth.promptStyle,
    instructions: readInstructions(openaiAuth.instructionsFile),
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
