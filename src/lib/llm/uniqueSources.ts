import type { Source } from "@/types/llm";

/**
 * Each place once, with the first title that is told of it, in the order given; a page that is named at a place in the
 * text does not stand a second time without one.
 */
export function uniqueSources(sources: readonly Source[]): Source[] {
  const placed = new Set(sources.flatMap(({ url, start }) => (start === undefined ? [] : [url])));
  const unique = new Map<string, Source>();
  for (const source of sources) {
    if (source.start === undefined && placed.has(source.url)) continue;
    const key = JSON.stringify([source.url, source.start, source.end]);
    const known = unique.get(key);
    if (known?.title === undefined) unique.set(key, { ...source, ...known });
  }
  return [...unique.values()];
}
