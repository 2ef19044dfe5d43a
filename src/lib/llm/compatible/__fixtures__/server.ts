import { credentialSource, drain, fakeFetch, fakeTiming } from "@/lib/llm/__fixtures__/upstream";
import { createCompatibleProvider } from "@/lib/llm/compatible/provider";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { ServerFacts } from "@/types/credential";
import type { LlmCall } from "@/types/llm";

export const never = new AbortController().signal;
export const call: LlmCall = {
  provider: "compatible",
  model: "llama3.2:3b",
  messages: [{ role: "user", content: "hi" }],
};

/** A server, with what it answers in order; nothing said of it: Ollama with Chat Completions. */
export function setUp(server: Partial<ServerFacts>, ...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const { timing, slept } = fakeTiming();
  const provider = createCompatibleProvider({
    ...{ fetch: upstream.fetch, timing, idleTimeoutMs: 300_000, newSessionId: () => "id", promptStyle: "auto" },
    fileText: async ({ name }) => `text of ${name}`,
  });
  const facts: ServerFacts = {
    ...{ id: "ollama", name: "Ollama", baseUrl: "http://localhost:11434/v1", api: "chat", skills: {} },
    ...server,
  };
  const payer = { kind: "key", id: facts.id, provider: "compatible", name: facts.name } as const;
  const { source } = credentialSource(payer, { bearer: "" });
  const credentials = { ...source, server: facts };
  const run = (more: Partial<LlmCall> = {}) =>
    drain<ProviderEvent>(provider.stream({ ...call, ...more }, credentials, never));
  return { ...upstream, slept, provider, credentials, run };
}
