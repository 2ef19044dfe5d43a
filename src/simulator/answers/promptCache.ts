import type { Ask } from "./ask";
import { countTokens } from "./tokens";

/** The least that is kept, and the steps it is counted in; both in tokens. */
const leastTokens = 1024;
const stepTokens = 128;
const mostScopes = 500;
const mostTexts = 32;

export interface PromptCache {
  /** The request with what of its beginning was seen before, from the same sender with the same key. */
  recall(sender: string, key: unknown, ask: Ask): Ask;
}

/** Remembers how requests began; without a `prompt_cache_key` nothing is found again. */
export function createPromptCache(): PromptCache {
  const seen = new Map<string, string[]>();
  return {
    recall(sender, key, ask) {
      const { model, read } = ask;
      if (typeof key !== "string" || read === undefined) return ask;
      const scope = JSON.stringify([sender, model, key]);
      const texts = seen.get(scope) ?? [];
      const longest = texts.reduce((most, text) => Math.max(most, commonLength(text, read)), 0);
      seen.delete(scope);
      seen.set(scope, [read, ...texts].slice(0, mostTexts));
      const [oldest] = seen.keys();
      if (seen.size > mostScopes && oldest !== undefined) seen.delete(oldest);
      return { ...ask, cachedTokens: cachedOf(read.slice(0, longest)) };
    },
  };
}

function cachedOf(text: string): number {
  const tokens = Math.floor(countTokens(text) / stepTokens) * stepTokens;
  return tokens < leastTokens ? 0 : tokens;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
