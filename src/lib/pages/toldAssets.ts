/** The files that this process has shown to who came by a link, so that they may be opened. */
export interface ToldAssets {
  add(link: string, assets: readonly string[]): void;
  has(link: string, asset: string): boolean;
}

const MOST_LINKS = 500;
const MOST_ASSETS = 5000;

/** The oldest fall off; they are found in the outputs of runs then. */
export function createToldAssets(): ToldAssets {
  const byLink = new Map<string, Set<string>>();
  return {
    add: (link, assets) => {
      if (assets.length === 0) return;
      const told = byLink.get(link) ?? new Set();
      byLink.delete(link);
      byLink.set(link, told);
      for (const asset of assets) told.add(asset);
      dropOldest(told, MOST_ASSETS);
      dropOldest(byLink, MOST_LINKS);
    },
    has: (link, asset) => byLink.get(link)?.has(asset) === true,
  };
}

function dropOldest<K>(kept: { size: number; keys(): Iterable<K>; delete(key: K): boolean }, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}
