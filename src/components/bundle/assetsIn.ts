import { type AssetRef, assetRefSchema } from "@/types/run";

/** Every file that a value names, at any depth, by its hash. */
export function assetsIn(value: unknown): Map<string, AssetRef> {
  const found = new Map<string, AssetRef>();
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    const asset = assetRefSchema.safeParse(next).data;
    if (asset === undefined) waiting.push(...Object.values(next));
    else found.set(asset.asset, asset);
  }
  return found;
}

/** The same value, naming other files where `renamed` has them. */
export function withAssets<T>(value: T, renamed: ReadonlyMap<string, AssetRef>): T {
  if (renamed.size === 0) return value;
  const text = JSON.stringify(value, (_, inner: unknown) => {
    const asset = assetRefSchema.safeParse(inner).data;
    const other = asset && renamed.get(asset.asset);
    return other === undefined ? inner : { ...asset, ...other };
  });
  return JSON.parse(text);
}
