import type { Config } from "@/lib/config";
import type { Model } from "@/types/providers";
import type { Provider } from "./provider";
import type { UpstreamDeps } from "./wire";

/** What a provider's folder gives to the table of them (`providerKinds.ts`). */
export interface ProviderKind {
  /** @throws ConfigError when a file that a setting names cannot be read */
  create(config: Config, deps: UpstreamDeps): Provider;
  /**
   * The list that ships with Patchbay, shown (and marked) only while the upstream's own cannot be had. It ages: a
   * model that is not in it is still let through, with a notice.
   */
  bundledModels: Model[];
}
