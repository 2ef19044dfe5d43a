import { createHash } from "node:crypto";
import { forEachInTurns } from "@/lib/breath";
import { AppError } from "@/types/errors";

const sha256Name = /^[0-9a-f]{64}$/;

/** So many bytes at once: hashing a large file takes long. */
const SLICE_BYTES = 1024 * 1024;

export function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES);
}

/** What bytes are kept under: their SHA-256, in hex. */
export async function assetNameOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  await forEachInTurns(slicesOf(bytes), (slice) => void hash.update(slice));
  return hash.digest("hex");
}

/** @throws AppError `not_found` for what no asset is called */
export function requireAssetName(asset: string): void {
  if (!sha256Name.test(asset)) throw noSuchAsset(asset);
}

export function noSuchAsset(asset: string): AppError {
  return new AppError("not_found", "This file is not kept here any more.", { asset });
}

/** Something put may be on a canvas that is not saved, or come back by undo: it stays for a week, in milliseconds. */
export const GRACE_MS = 7 * 86_400_000;

/** As assets are named. Other hashes look the same and spare nothing. */
const assetName = /[0-9a-f]{64}/g;

/** Takes a text piece by piece and tells what it names, wherever the pieces end. */
export function createNameFinder(tell: (name: string) => void): (piece: string) => void {
  let rest = "";
  return (piece) => {
    const text = rest + piece;
    for (const [name] of text.matchAll(assetName)) tell(name);
    // A name may be cut in two; what is shorter than one is looked at again.
    rest = text.slice(-63);
  };
}

/** Pictures name nothing, and are large. */
export function mayNameAssets(beginning: string): boolean {
  return /^[{["]/.test(beginning);
}
