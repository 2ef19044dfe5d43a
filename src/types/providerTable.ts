/** What the rest of Patchbay needs to know of a provider without calling it. */
interface ProviderFacts {
  name: string;
  /** What pays: a plan that somebody signed in to, an API key, or whoever runs the server. */
  paidBy: "account" | "key" | "server";
}

interface KeyProviderFacts extends ProviderFacts {
  paidBy: "key";
  /** Of the settings `<env>_API_KEY` and `<env>_BASE_URL`. */
  env: string;
  /** Where calls go if no base URL is set; without a trailing slash. */
  baseUrl: string;
  /** How a key looks, for the field that it is entered in. */
  keyLooks: string;
  /** An address of a gateway, in the same shape as `baseUrl`. */
  gateway: string;
}

/** Every provider, in the order in which the screen offers them. */
export const providerTable = {
  "openai-auth": { name: "ChatGPT", paidBy: "account" },
  openai: {
    name: "OpenAI",
    paidBy: "key",
    env: "OPENAI",
    baseUrl: "https://api.openai.com/v1",
    keyLooks: "sk-…",
    gateway: "https://gateway.example/v1",
  },
  google: {
    name: "Google Gemini",
    paidBy: "key",
    env: "GEMINI",
    baseUrl: "https://generativelanguage.googleapis.com",
    keyLooks: "AIza…",
    gateway: "https://gateway.example",
  },
  anthropic: {
    name: "Anthropic",
    paidBy: "key",
    env: "ANTHROPIC",
    baseUrl: "https://api.anthropic.com",
    keyLooks: "sk-ant-…",
    gateway: "https://gateway.example",
  },
  compatible: { name: "Compatible server", paidBy: "server" },
} as const satisfies Record<string, ProviderFacts | KeyProviderFacts>;

type ProviderTable = typeof providerTable;
export type ProviderId = keyof ProviderTable;
export type KeyProviderId = { [Id in ProviderId]: ProviderTable[Id] extends KeyProviderFacts ? Id : never }[ProviderId];

export const providerIds = Object.keys(providerTable) as ProviderId[];

/** Providers that are paid through a stored or configured API key. */
export const keyProviderIds = providerIds.filter(takesKey);

export function takesKey(id: ProviderId): id is KeyProviderId {
  return providerTable[id].paidBy === "key";
}

export const providerNames = mapIds(providerIds, (id) => providerTable[id].name);

/** Something for each of the providers. */
export function mapIds<Id extends ProviderId, T>(ids: readonly Id[], toValue: (id: Id) => T): Record<Id, T> {
  return Object.fromEntries(ids.map((id) => [id, toValue(id)])) as Record<Id, T>;
}
