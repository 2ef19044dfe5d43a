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
  const isList = Array.isArray(value);
  const parts: Iterable<[key: unknown, part: unknown]> = isList ? value.entries() : Object.entries(arrange(value));
  let mark = isList ? "[" : "{";
  for (const batch of batchesOf(parts)) {
    const [[key, part]] = batch;
    if (!isList && batch.every(([, each]) => each === undefined)) continue;
    if (batch.length > 1 || weigh(part, LIGHT) < LIGHT) {
      const together = isList ? batch.map(([, each]) => each) : Object.fromEntries(batch);
      yield mark + (stringify(together) ?? "").slice(1, -1);
    } else {
      yield isList ? mark : `${mark}${JSON.stringify(key)}:`;
      yield* jsonPieces(part, stringify, arrange);
    }
    mark = ",";
  }
  yield (mark === "," ? "" : mark) + (isList ? "]" : "}");
}

type Batch = [[key: unknown, part: unknown], ...[key: unknown, part: unknown][]];

/** Small parts together, large ones each alone. */
function* batchesOf(parts: Iterable<[key: unknown, part: unknown]>): Generator<Batch> {
  let batch: [unknown, unknown][] = [];
  let weight = 0;
  for (const [key, part] of parts) {
    const partWeight = weigh(part, LIGHT) + (typeof key === "string" ? key.length : 0);
    if (weight + partWeight >= LIGHT && isFilled(batch)) {
      yield batch;
      [batch, weight] = [[], 0];
    }
    batch.push([key, part]);
    weight += partWeight;
  }
  if (isFilled(batch)) yield batch;
}

function isFilled(batch: [unknown, unknown][]): batch is Batch {
  return batch.length > 0;
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
