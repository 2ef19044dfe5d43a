import { weigh } from "./size";

/** What is made in one go: within a millisecond or so. */
const LIGHT = 64 * 1024;
/** In characters. */
const SLICE = 256 * 1024;

type Stringify = (value: unknown) => string | undefined;

/**
 * The text that `stringify` makes of a JSON value, in pieces none of which takes long to make. `arrange` gives a record
 * as it is to be written.
 */
export function* jsonPieces(
  value: unknown,
  stringify: Stringify = JSON.stringify,
  arrange: (record: object) => object = (record) => record,
): Generator<string> {
  if (typeof value === "string") return yield* stringPieces(value);
  if (typeof value !== "object" || value === null || weigh(value, LIGHT) < LIGHT)
    return yield stringify(value) ?? "null";
  if (Array.isArray(value)) {
    yield "[";
    yield* listPieces(value, stringify, arrange);
    return yield "]";
  }
  let mark = "{";
  for (const [key, part] of Object.entries(arrange(value))) {
    if (part === undefined) continue;
    yield `${mark}${JSON.stringify(key)}:`;
    yield* jsonPieces(part, stringify, arrange);
    mark = ",";
  }
  yield mark === "{" ? "{}" : "}";
}

/** Small items together, large ones each in pieces of its own. */
function* listPieces(list: unknown[], stringify: Stringify, arrange: (record: object) => object): Generator<string> {
  let batch: unknown[] = [];
  let weight = 0;
  let mark = "";
  for (const item of list) {
    const itemWeight = weigh(item, LIGHT);
    if (weight + itemWeight >= LIGHT && batch.length > 0) {
      yield mark + inner(batch, stringify);
      [batch, weight, mark] = [[], 0, ","];
    }
    if (itemWeight < LIGHT) {
      batch.push(item);
      weight += itemWeight;
      continue;
    }
    yield mark;
    yield* jsonPieces(item, stringify, arrange);
    mark = ",";
  }
  if (batch.length > 0) yield mark + inner(batch, stringify);
}

function inner(batch: unknown[], stringify: Stringify): string {
  return (stringify(batch) ?? "[]").slice(1, -1);
}

/** Never between the halves of a letter: they would be written as escapes. */
function* stringPieces(text: string): Generator<string> {
  if (text.length <= SLICE) return yield JSON.stringify(text);
  yield '"';
  for (let start = 0; start < text.length; ) {
    const end = Math.min(start + SLICE, text.length);
    const last = text.charCodeAt(end - 1);
    const isHalf = end < text.length && last >= 0xd800 && last <= 0xdbff;
    const stop = isHalf ? end - 1 : end;
    yield JSON.stringify(text.slice(start, stop)).slice(1, -1);
    start = stop;
  }
  yield '"';
}
