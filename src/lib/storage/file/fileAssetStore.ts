import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { assetNameOf, noSuchAsset, requireAssetName } from "@/lib/storage/assetName";
import type { AssetStore } from "@/lib/storage/ports";
import { writeFileAtomic } from "./atomicFile";
import { isMissing, orStorageError, toStorageError } from "./storageError";

const what = "The file";

/** Bytes under their own SHA-256 in `directory`: the same picture is kept once. */
export function createFileAssetStore(directory: string, now: () => number = Date.now): AssetStore {
  return {
    put: async (bytes, mime) => {
      const asset = await assetNameOf(bytes);
      const path = join(directory, asset);
      await orStorageError(
        keepOnceMore(path, new Date(now()), () => writeFileAtomic(path, bytes, { what })),
        what,
      );
      return { asset, mime, bytes: bytes.byteLength };
    },
    get: async (asset) => {
      requireAssetName(asset);
      return readFile(join(directory, asset)).catch((error: unknown) => {
        throw isMissing(error) ? noSuchAsset(asset) : toStorageError(error, what, "read");
      });
    },
  };
}

/** When an asset was put for the last time decides how long it stays without being named (sweepAssets). */
async function keepOnceMore(path: string, now: Date, write: () => Promise<void>): Promise<void> {
  await utimes(path, now, now).catch((error: unknown) => {
    if (isMissing(error)) return write();
    throw error;
  });
}
