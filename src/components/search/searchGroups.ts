import type { LucideIcon } from "lucide-react";
import { isNearStart } from "./typos";

/** Something that is found by its name and done with Enter. */
export interface SearchItem {
  /** Tells it from all others of the list. */
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
export type SearchGroup = {
  label: string;
  items: readonly SearchItem[];
};

interface Named {
  name: string;
  /** Found too, after all names. */
  hint?: string;
}

/** What holds every word of the query, the best first; all in their order while nothing is asked for. */
export function searchByName<Item extends Named>(items: readonly Item[], query: string): Item[] {
  return rank(items, query).map(({ item }) => item);
}

/**
 * What holds every word of the query, be it with a slip of the finger. Names that are the query come first, then those
 * that begin with it; groups stand by their best item.
 */
export function searchGroups(groups: readonly SearchGroup[], query: string): SearchGroup[] {
  const ranked = groups.map(({ label, items }) => {
    const found = rank(items, query);
    return { label, items: found.map(({ item }) => item), best: found[0]?.rank ?? Number.POSITIVE_INFINITY };
  });
  return ranked
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => a.best - b.best)
    .map(({ label, items }) => ({ label, items }));
}

function rank<Item extends Named>(items: readonly Item[], query: string): { item: Item; rank: number }[] {
  const whole = fold(query).trim();
  const words = whole.split(/\s+/).filter(Boolean);
  return items
    .map((item) => ({ item, rank: words.length === 0 ? 0 : rankOf(item, whole, words) }))
    .filter((found) => found.rank !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank);
}

/** Without capitals and accents, so that "resume" finds "Résumé". */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .normalize("NFC");
}

/** The rank of the worst word, -1 (the very name) being the best. Sorting is stable: equals keep their order. */
function rankOf({ name, hint = "" }: Named, whole: string, words: readonly string[]): number {
  const foldedName = fold(name);
  if (foldedName === whole) return -1;
  const foldedHint = fold(hint);
  return words.reduce((worst, word) => Math.max(worst, rankOfWord(foldedName, foldedHint, word)), 0);
}

function rankOfWord(name: string, hint: string, word: string): number {
  if (name.startsWith(word)) return 0;
  if (name.includes(` ${word}`)) return 1;
  if (name.includes(word)) return 2;
  if (hint.includes(word)) return 3;
  return name.split(/\s+/).some((part) => isNearStart(part, word)) ? 4 : Number.POSITIVE_INFINITY;
}
