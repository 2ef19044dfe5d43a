import { parseJson } from "@/lib/nodes/jsonText";
import type { ItemsPart, SplitAs } from "@/lib/nodes/nodeKind";
import type { Value } from "@/types/run";
import { readCsvTable } from "./csvTable";

/** About what a reader takes in within a few milliseconds: in fields or small values, and in characters. */
const MAX_WEIGHT = 20_000;
const CHARACTERS = 50;

/** A text in parts, none of which takes long to take in. @throws AppError as `readCsvTable`, `parseJson` */
export function* splitText({ text, ...as }: SplitAs & { text: string }): Generator<ItemsPart> {
  switch (as.as) {
    case "csv":
      return yield* tableParts(text);
    case "json":
      return yield* itemParts(toList(parseJson(text, as.what)));
    case "lines":
      return yield* itemParts(toParts(text.split(/\r\n|\n|\r/)));
    case "delimiter":
      return yield* itemParts(toParts(text.split(as.delimiter)));
  }
}

function* tableParts(text: string): Generator<ItemsPart> {
  const { columns, rows, notices } = readCsvTable(text);
  for (const notice of notices) yield { notice };
  yield { columns };
  for (const part of portions(rows)) yield { rows: part };
}

function* itemParts(items: Value[]): Generator<ItemsPart> {
  for (const part of portions(items)) yield { items: part };
}

/** Blank lines and empty parts are no items. */
function toParts(parts: string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function toList(value: Value): Value[] {
  return Array.isArray(value) ? value : [value];
}

function* portions<Item extends Value>(items: Item[]): Generator<Item[]> {
  let part: Item[] = [];
  let weight = 0;
  for (const item of items) {
    part.push(item);
    weight += weigh(item);
    if (weight < MAX_WEIGHT) continue;
    yield part;
    part = [];
    weight = 0;
  }
  if (part.length > 0) yield part;
}

/** Looks no further than a part may weigh. */
function weigh(value: Value): number {
  let weight = 0;
  const open: Value[] = [value];
  for (let part = open.pop(); part !== undefined && weight < MAX_WEIGHT; part = open.pop()) {
    weight += typeof part === "string" ? 1 + part.length / CHARACTERS : 1;
    if (typeof part === "object" && part !== null) for (const inner of Object.values(part)) open.push(inner);
  }
  return weight;
}
