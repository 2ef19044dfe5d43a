import { forEachInTurns } from "@/lib/breath";
import {
  assetNameOf,
  createNameFinder,
  mayNameAssets,
  noSuchAsset,
  requireAssetName,
  slicesOf,
} from "@/lib/storage/assetName";
import type { AssetStore } from "@/lib/storage/ports";
import type { Database, Statements } from "./database";

interface ChunkRow {
  /** Of the whole asset. */
  size: string;
  bytes: Buffer | null;
}

/** Bytes in rows of 1 MB, so that no statement is large. What an asset names stands beside it, for the sweep. */
export function createPostgresAssetStore(database: Database, now: () => number = Date.now): AssetStore {
  return {
    put: async (bytes, mime) => {
      const asset = await assetNameOf(bytes);
      const isThere = await database.query("UPDATE assets SET put_at = $2 WHERE asset = $1 RETURNING asset", [
        asset,
        new Date(now()),
      ]);
      if (isThere.length === 0) {
        const named = await namesIn(bytes);
        await database.transaction((statements) => insert(statements, { asset, bytes, named, putAt: new Date(now()) }));
      }
      return { asset, mime, bytes: bytes.byteLength };
    },
    get: async (asset) => {
      requireAssetName(asset);
      const [first] = await database.query<ChunkRow>(
        `SELECT assets.bytes AS size, asset_chunks.bytes
         FROM assets LEFT JOIN asset_chunks ON asset_chunks.asset = assets.asset AND number = 0
         WHERE assets.asset = $1`,
        [asset],
      );
      if (first === undefined) throw noSuchAsset(asset);
      const size = Number(first.size);
      if (first.bytes === null || first.bytes.byteLength === size) return first.bytes ?? Buffer.alloc(0);
      return readRest(database, asset, first.bytes, size);
    },
  };
}

interface NewAsset {
  asset: string;
  bytes: Uint8Array;
  named: string[];
  putAt: Date;
}

/** Two who put the same wait for each other at the first row. */
async function insert({ query }: Statements, { asset, bytes, named, putAt }: NewAsset): Promise<void> {
  const made = await query(
    "INSERT INTO assets (asset, bytes, put_at, named) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING asset",
    [asset, bytes.byteLength, putAt, named],
  );
  if (made.length === 0) return;
  let number = 0;
  for (const slice of slicesOf(bytes)) {
    await query("INSERT INTO asset_chunks (asset, number, bytes) VALUES ($1, $2, $3)", [asset, number++, slice]);
  }
}

async function readRest({ query }: Statements, asset: string, first: Buffer, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(size);
  let end = first.copy(bytes);
  for (let number = 1; end < size; number++) {
    const [row] = await query<{ bytes: Buffer }>("SELECT bytes FROM asset_chunks WHERE asset = $1 AND number = $2", [
      asset,
      number,
    ]);
    // It was removed meanwhile.
    if (row === undefined) throw noSuchAsset(asset);
    end += row.bytes.copy(bytes, end);
  }
  return bytes;
}

/** The documents of runs, and large values, name pictures. */
async function namesIn(bytes: Uint8Array): Promise<string[]> {
  const names = new Set<string>();
  if (!mayNameAssets(latin1(bytes.subarray(0, 1)))) return [];
  const find = createNameFinder((name) => names.add(name));
  await forEachInTurns(slicesOf(bytes), (slice) => find(latin1(slice)));
  return [...names];
}

/** A name has only letters that are the same in every encoding. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
