import { readFileSync } from "node:fs";
import { credentialSource, drain, fakeFetch, fakeTiming, planPayer } from "@/lib/llm/__fixtures__/upstream";
import { keyBackend, planBackend } from "@/lib/llm/openaiResponses/backends";
import { createResponsesProvider } from "@/lib/llm/openaiResponses/provider";
import type { ResponsesDeps } from "@/lib/llm/openaiResponses/responsesDeps";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall } from "@/types/llm";

export const answer = readFileSync(new URL("./planAnswer.txt", import.meta.url), "utf8");
export const call: LlmCall = { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] };
export const idleTimeoutMs = 300_000;

export type Replies = Parameters<typeof fakeFetch>;

export function setUp(replies: Replies, more: Partial<ResponsesDeps> = {}, clock = fakeTiming()) {
  const upstream = fakeFetch(...replies);
  const deps: ResponsesDeps = {
    fetch: upstream.fetch,
    timing: clock.timing,
    idleTimeoutMs,
    newSessionId: () => "0190aaaa-0000-7000-8000-000000000001",
    promptStyle: "auto",
    ...more,
  };
  const plan = planBackend({
    chatgptBaseUrl: "https://chatgpt.com/backend-api",
    clientVersion: "0.171.0",
    originator: "codex_cli_rs",
  });
  const key = keyBackend({ baseUrl: "https://api.openai.com/v1" });
  return {
    ...upstream,
    ...clock,
    plan: createResponsesProvider(plan, deps),
    key: createResponsesProvider(key, deps),
  };
}

export const never = new AbortController().signal;

/** The events of one call; `asides` are those about its attempts instead of its answer. */
export async function run(
  up: ReturnType<typeof setUp>,
  source = credentialSource(planPayer).source,
  signal = never,
): Promise<{ items: ProviderEvent[]; asides: ProviderEvent[]; error?: unknown }> {
  const { items, error } = await drain<ProviderEvent>(up.plan.stream(call, source, signal));
  const isAside = ({ type }: ProviderEvent) => type === "observed" || type === "rate-limited";
  return { items: items.filter((item) => !isAside(item)), asides: items.filter(isAside), error };
}
