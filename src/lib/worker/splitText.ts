import { readCsvTable } from "@/lib/nodes/csvTable";
import { parseJsonLines } from "@/lib/nodes/jsonLines";
import { parseJson } from "@/lib/nodes/jsonText";
import type { ItemsPart, SplitAs } from "@/lib/nodes/nodeKind";
import { weigh } from "@/lib/nodes/size";
import type { Value } from "@/types/run";

/** What a reader takes in within a few milliseconds. */
const MAX_WEIGHT = 200_000;

/** A text in parts, none of which takes long to take in. @throws AppError as `readCsvTable`, `parseJson`, `parseJsonLines` */
export function* splitText({ text, ...as }: SplitAs & { text: string }): Generator<ItemsPart> {
  switch (as.as) {
    case "csv":
      return yield* tableParts(text);
    case "json":
      return yield* itemParts(toList(parseJson(text, as.what)));
    case "jsonl":
      return yield* itemParts(parseJsonLines(text, as.what));
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
    weight += weigh(item, MAX_WEIGHT);
    if (weight < MAX_WEIGHT) continue;
    yield part;
    part = [];
    weight = 0;
  }
  if (part.length > 0) yield part;
}
