import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { fromUtf8Bytes } from "@/lib/llm/textOffsets";
import type { Source } from "@/types/llm";

/** Whether a search was made. */
export function hasSearched({ webSearchQueries, groundingChunks }: JsonObject): boolean {
  return asArray(webSearchQueries).length + asArray(groundingChunks).length > 0;
}

/**
 * Where an answer comes from: the pages that its parts rest on, at their places in `text`; the pages that were found
 * where no part rests on one. Segments are counted in bytes of UTF-8, ours in units of UTF-16. Pure.
 */
export function readSources(metadata: JsonObject, text: string): Source[] {
  const pages = asArray(metadata.groundingChunks).map((chunk) => toPage(asObject(asObject(chunk).web)));
  const toPlace = createPlaces(text);
  const placed = asArray(metadata.groundingSupports)
    .map(asObject)
    .flatMap(({ segment, groundingChunkIndices }) => {
      const place = toPlace(asObject(segment));
      return asArray(groundingChunkIndices).flatMap((index) => {
        const page = pages[asNumber(index) ?? -1];
        return page === undefined ? [] : [{ ...page, ...place }];
      });
    });
  return placed.length > 0 ? placed : pages.filter((page) => page !== undefined);
}

function toPage({ uri, title }: JsonObject): Source | undefined {
  if (typeof uri !== "string" || uri === "") return undefined;
  return { url: uri, ...(typeof title === "string" && title !== "" ? { title } : {}) };
}

/** A segment that is not where its offsets say is looked for by its words. */
function createPlaces(text: string): (segment: JsonObject) => Pick<Source, "start" | "end"> {
  const toUnits = fromUtf8Bytes(text);
  return ({ startIndex, endIndex, text: words }) => {
    const from = toUnits(asNumber(startIndex) ?? 0);
    const to = toUnits(asNumber(endIndex));
    const said = asText(words);
    if (from !== undefined && to !== undefined && from < to) {
      if (said === undefined || text.slice(from, to) === said) return { start: from, end: to };
    }
    const start = said === undefined || said === "" ? -1 : text.indexOf(said);
    return start === -1 || said === undefined ? {} : { start, end: start + said.length };
  };
}
