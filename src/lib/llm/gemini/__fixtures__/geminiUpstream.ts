import { readFileSync } from "node:fs";
import { credentialSource, drain, fakeFetch, fakeTiming, keyPayer } from "@/lib/llm/__fixtures__/upstream";
import { createGeminiProvider } from "@/lib/llm/gemini/provider";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall } from "@/types/llm";

/** A provider of Gemini whose upstream gives what a test says. */

export const recorded = readFileSync(new URL("./answer.txt", import.meta.url), "utf8");
export const answer = "Grüße aus Zürich – 東京の朝 ☕️ 👩‍🚀.\nSecond line\u2028with a separator.";
export const call: LlmCall = {
  provider: "google",
  model: "gemini-2.5-flash",
  messages: [{ role: "user", content: "hi" }],
};
export const never = new AbortController().signal;

export function setUp(...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const { timing, slept } = fakeTiming();
  const deps = { fetch: upstream.fetch, timing, idleTimeoutMs: 300_000 };
  const provider = createGeminiProvider({ baseUrl: "https://generativelanguage.googleapis.com" }, deps);
  const credentials = credentialSource({ ...keyPayer, provider: "google" }, { bearer: "gemini-key" });
  const run = () => drain<ProviderEvent>(provider.stream(call, credentials.source, never));
  return { ...upstream, slept, provider, credentials, run };
}

export const chunk = (candidate: object, more: object = {}) =>
  `data: ${JSON.stringify({ candidates: [candidate], ...more })}\r\n\r\n`;
export const said = (text: string) => ({ content: { parts: [{ text }] } });

export const failure = (code: number, status: string, details: object[] = [], message = "words") => ({
  error: { code, status, message, details },
});
