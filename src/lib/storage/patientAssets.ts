import type { AssetStore } from "./ports";
import { type Patience, untilDone } from "./untilDone";

/** Assets as runs at work need them: they wait for a store that is away. Who asks for a page is to be told at once. */
export function createPatientAssets(assets: AssetStore, patience: Patience): AssetStore {
  return {
    put: (bytes, mime) => untilDone(() => assets.put(bytes, mime), patience),
    get: (asset) => untilDone(() => assets.get(asset), patience),
  };
}
