/** SWR keys of what the server knows; one key per thing, so that a change is seen everywhere at once. */
export const AUTH_STATUS_KEY = "/api/auth/openai/status";
export const GOOGLE_STATUS_KEY = "/api/auth/google/status";
export const KEYS_KEY = "/api/keys";
export const SERVERS_KEY = "/api/servers";
export const TOOLS_KEY = "/api/tools";
export const ACCESS_KEYS_KEY = "/api/access-keys";
export const SECRETS_KEY = "/api/secrets";
export const TRIGGERS_KEY = "/api/triggers";
export const ACTIVITY_KEY = "/api/activity";
export const CACHE_KEY = "/api/cache";
export const SETTINGS_KEY = "/api/settings";

/** Hidden models come too: a node that names one shows the reason. */
export function modelsKey(provider: string, account?: string): string {
  const query = new URLSearchParams({ provider, hidden: "1", ...(account === undefined ? {} : { account }) });
  return `/api/models?${query}`;
}
