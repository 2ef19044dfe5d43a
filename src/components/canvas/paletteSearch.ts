import type { LucideIcon } from "lucide-react";

/** Something that the palette can do. */
export interface PaletteItem {
  /** Tells it from all others of the palette. */
  id: string;
  icon: LucideIcon;
  name: string;
  /** Found by the search too, and shown after the name. */
  hint?: string;
  /** The shortcut that does the same, as the table of commands writes it. */
  keys?: string;
  run: () => void;
}

// No interface: Base UI wants an index signature, which only an alias has by itself.
export type PaletteGroup = {
  label: string;
  items: readonly PaletteItem[];
};

/** Items of one group shown at most. */
const MAX_LISTED = 200;

/** What holds every word of the query, names that begin with it first; groups stand by their best item. */
export function searchPalette(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = groups.map(({ label, items }) => {
    const found = items
      .map((item) => ({ item, rank: rankOf(item, words) }))
      .filter(({ rank }) => rank !== Number.POSITIVE_INFINITY)
      .sort((a, b) => a.rank - b.rank);
    return { label, items: found.slice(0, MAX_LISTED).map(({ item }) => item), best: found[0]?.rank };
  });
  return ranked
    .filter((group) => group.best !== undefined)
    .sort((a, b) => (a.best ?? 0) - (b.best ?? 0))
    .map(({ label, items }) => ({ label, items }));
}

/** The rank of the worst word, 0 being the best. Sorting is stable, so equals keep the order they are written in. */
function rankOf({ name, hint = "" }: PaletteItem, words: readonly string[]): number {
  const lowName = name.toLowerCase();
  const lowHint = hint.toLowerCase();
  return words.reduce((worst, word) => Math.max(worst, rankOfWord(lowName, lowHint, word)), 0);
}

function rankOfWord(name: string, hint: string, word: string): number {
  if (name.startsWith(word)) return 0;
  if (name.includes(` ${word}`)) return 1;
  if (name.includes(word)) return 2;
  return hint.includes(word) ? 3 : Number.POSITIVE_INFINITY;
}
