import { createHash } from "node:crypto";
import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { forEachInTurns } from "@/lib/breath";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { writeFileAtomic } from "./atomicFile";
import { isMissing, orStorageError, toStorageError } from "./storageError";

const what = "The file";
const sha256Name = /^[0-9a-f]{64}$/;

/** Bytes under their own SHA-256 in `directory`: the same picture is kept once. */
export function createFileAssetStore(directory: string): AssetStore {
  return {
    put: async (bytes, mime) => {
      const hash = createHash("sha256");
      await forEachInTurns(slicesOf(bytes), (slice) => void hash.update(slice));
      const asset = hash.digest("hex");
      const path = join(directory, asset);
      await orStorageError(
        keepOnceMore(path, () => writeFileAtomic(path, bytes, { what })),
        what,
      );
      return { asset, mime, bytes: bytes.byteLength };
    },
    get: async (asset) => {
      const notFound = new AppError("not_found", "This file is not kept here any more.", { asset });
      if (!sha256Name.test(asset)) throw notFound;
      return readFile(join(directory, asset)).catch((error: unknown) => {
        throw isMissing(error) ? notFound : toStorageError(error, what, "read");
      });
    },
  };
}

/** So many bytes at once: hashing a large file takes long. */
const SLICE_BYTES = 1024 * 1024;

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES);
}

/** When an asset was put for the last time decides how long it stays without being named (sweepAssets). */
async function keepOnceMore(path: string, write: () => Promise<void>): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch((error: unknown) => {
    if (isMissing(error)) return write();
    throw error;
  });
}
