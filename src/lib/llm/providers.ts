import type { Config } from "@/lib/config";
import { mapIds, type ProviderId, providerIds } from "@/types/providerTable";
import type { Provider } from "./provider";
import { providerKinds } from "./providerKinds";
import { systemTiming } from "./timing";
import type { UpstreamDeps } from "./wire";

/** Silence after which the Codex client gives a stream up. */
const standardIdleTimeoutMs = 300_000;

/**
 * Every provider, by the settings. What varies in tests can be passed in.
 * @throws ConfigError when `CODEX_INSTRUCTIONS_FILE` cannot be read
 */
export function createProviders(config: Config, overrides: Partial<UpstreamDeps> = {}): Record<ProviderId, Provider> {
  const deps = { fetch: globalThis.fetch, timing: systemTiming, idleTimeoutMs: standardIdleTimeoutMs, ...overrides };
  return mapIds(providerIds, (id) => providerKinds[id].create(config, deps));
}
