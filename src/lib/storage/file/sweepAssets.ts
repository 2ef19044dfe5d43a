import { createReadStream } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { createNameFinder, GRACE_MS, mayNameAssets } from "@/lib/storage/assetName";
import { codeOf, isMissing } from "./storageError";

/** What may refer to assets, in the data directory. Documents come last: they change under a person's hands. */
const REFERRERS = ["runs", "cache", "versions", "bin", "workflows"];
/** The text whose inputs may name some as well. */
const TRIGGERS = "triggers.json";

/**
 * Removes assets that were put a week ago or longer and that no run, kept result or document names, nor an asset that
 * one of them names (the document of a run names its pictures). Returns how many.
 * @throws the file system's error for what cannot be read: then nothing is removed
 */
export async function sweepAssets(dataDir: string, now: () => number = Date.now): Promise<number> {
  const directory = join(dataDir, "assets");
  const putAtMs = await putTimes(directory);
  const isOld = (asset: string) => now() - (putAtMs.get(asset) ?? now()) >= GRACE_MS;
  const kept = new Set([...putAtMs.keys()].filter((asset) => !isOld(asset)));
  // The name as it is known: one cut out of a file would hold a piece of that file in memory.
  const known = new Map(Array.from(putAtMs.keys(), (asset) => [asset, asset]));
  const keep = (name: string) => {
    const asset = known.get(name);
    if (asset !== undefined) kept.add(asset);
  };
  for await (const path of filesIn(dataDir)) await eachName(path, keep);
  // A set gives what is added while it is read.
  for (const asset of kept) await eachName(join(directory, asset), keep, mayNameAssets);
  let removed = 0;
  for (const asset of putAtMs.keys()) {
    const path = join(directory, asset);
    const { mtimeMs } = kept.has(asset) ? { mtimeMs: now() } : await stat(path);
    // It may have been put again meanwhile.
    if (now() - mtimeMs < GRACE_MS) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

/** By asset: when it was put for the last time, in milliseconds since 1970. */
async function putTimes(directory: string): Promise<Map<string, number>> {
  const names = await readdir(directory).catch(nothingIfMissing);
  const times = new Map<string, number>();
  for (const name of names) {
    if (name.length === 64) times.set(name, (await stat(join(directory, name))).mtimeMs);
  }
  return times;
}

async function* filesIn(dataDir: string): AsyncGenerator<string> {
  yield join(/* turbopackIgnore: true */ dataDir, TRIGGERS);
  for (const referrer of REFERRERS) {
    // The bundler would take this for files of the app and trace the whole project.
    const directory = join(/* turbopackIgnore: true */ dataDir, referrer);
    const names = await readdir(/* turbopackIgnore: true */ directory, { recursive: true }).catch(nothingIfMissing);
    for (const name of names)
      if (/\.jsonl?(?:\.gz)?$/.test(name)) yield join(/* turbopackIgnore: true */ directory, name);
  }
}

/** Tells what a file names, unless `isMeant` says after its first piece that it is none of those that name anything. */
async function eachName(path: string, tell: (name: string) => void, isMeant = (_: string) => true): Promise<void> {
  const find = createNameFinder(tell);
  let isFirst = true;
  try {
    for await (const piece of textOf(path)) {
      if (isFirst && !isMeant(piece)) return;
      isFirst = false;
      find(piece);
    }
  } catch (error) {
    // Removed meanwhile; or a version that is damaged, which nobody can open.
    if (!isMissing(error) && !codeOf(error)?.startsWith("Z_")) throw error;
  }
}

/** In pieces, unpacked where it is packed. A name has only letters that are the same in every encoding. */
function textOf(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file.setEncoding("latin1");
  const unpacked = createGunzip().setEncoding("latin1");
  // The error of either is that of the whole; it is thrown where the pieces are read.
  pipeline(file, unpacked, () => undefined);
  return unpacked;
}

function nothingIfMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}
