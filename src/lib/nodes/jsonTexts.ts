import { isJson, parseKeepingDigits } from "./jsonText";

/** Values that are looked at in one answer. */
const MAX_VALUES = 20;
/** Characters that are looked at in search of them, again where brackets lead nowhere. */
const MAX_LOOKS = 256 * 1024;

/**
 * The JSON values in an answer, as texts, each once: the whole text; else what stands in code fences; else every object
 * and list between words. What a model thinks aloud before it (`<think>`) is none of the answer. A value that is not
 * closed ends the search: it was cut off, and what stands inside it is only a part.
 */
export function jsonTextsIn(text: string): string[] {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/, "").trim();
  if (isJson(answer)) return [answer];
  const fenced = fencesIn(answer).filter(isJson);
  return distinct(fenced.length > 0 ? fenced : betweenWords(answer));
}

function fencesIn(text: string): string[] {
  const parts = text.split(/^[ \t]*```[^\n`]*$/m, 2 * MAX_VALUES);
  return parts.filter((_, index) => index % 2 === 1).map((part) => part.trim());
}

function betweenWords(text: string): string[] {
  const values: string[] = [];
  const start = /[{[]/g;
  let looks = 0;
  for (
    let found = start.exec(text);
    found !== null && looks < MAX_LOOKS && values.length < MAX_VALUES;
    found = start.exec(text)
  ) {
    const end = endOfValue(text, found.index);
    if (end === undefined) break;
    looks += end - found.index;
    const value = text.slice(found.index, end);
    if (!isJson(value)) continue;
    values.push(value);
    start.lastIndex = end;
  }
  return values;
}

/** Behind the bracket that closes the one at `from`; undefined when none does. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === signs.quote) isQuoted = !isQuoted;
    else if (isQuoted) at += sign === signs.backslash ? 1 : 0;
    else if (sign === signs.openObject || sign === signs.openList) depth++;
    else if ((sign === signs.closeObject || sign === signs.closeList) && --depth === 0) return at + 1;
  }
  return undefined;
}

/** As numbers: an answer may be long. */
const signs = {
  quote: 0x22,
  backslash: 0x5c,
  openObject: 0x7b,
  closeObject: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
};

/** A model may say the same twice. */
function distinct(texts: string[]): string[] {
  return [...new Map(texts.map((text) => [JSON.stringify(parseKeepingDigits(text), withSortedNames), text])).values()];
}

function withSortedNames(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
