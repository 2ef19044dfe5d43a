import type { ResultCache } from "@/lib/engine/options";
import type { Meter } from "./meter";

/** A cache that tells of each look whether something was kept. */
export function countLookups(cache: ResultCache, meter: Pick<Meter, "tell">): ResultCache {
  return {
    ...cache,
    get: async (key, options) => {
      const found = await cache.get(key, options);
      meter.tell({ of: "lookup", isHit: found !== undefined });
      return found;
    },
  };
}
