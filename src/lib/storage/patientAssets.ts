import type { AssetStore } from "./ports";
import { untilDone } from "./untilDone";

/** How long runs wait for a database that is away, in milliseconds. */
export const RUN_PATIENCE_MS = 600_000;

/** Assets as runs at work need them: they wait for a database that is away. Who asks for a page is to be told at once. */
export function createPatientAssets(assets: AssetStore, patienceMs = RUN_PATIENCE_MS): AssetStore {
  return {
    put: (bytes, mime) => untilDone(() => assets.put(bytes, mime), patienceMs),
    get: (asset) => untilDone(() => assets.get(asset), patienceMs),
  };
}
