import { assetRefSchema, type Value } from "@/types/run";
import type { InputKind } from "@/types/workflow";
import { parseJsonLines } from "./jsonLines";
import { isRecord, parseIfJson, toText } from "./values";

/** What a given value is to an input of this kind, or why it cannot be, in words that follow the input's name. */
export function readInputValue(
  input: { kind: InputKind; options?: readonly string[] },
  given: Value,
): { value: Value } | { fault: string } {
  switch (input.kind) {
    case "number":
      return readNumber(given);
    case "choice":
      return readChoice(toText(given), input.options ?? []);
    case "picture":
      if (typeof given === "string" && given.startsWith("data:image/")) return { value: given };
      return readAsset(given, "must be a picture: one that was uploaded (POST /api/assets), or a data URL");
    case "file":
      // A file given as text is its content; rows are those of a table.
      if (typeof given === "string" || Array.isArray(given)) return { value: given };
      return readAsset(given, "must be a file: one that was uploaded (POST /api/assets), or its content");
    case "table":
      if (typeof given === "string") return { value: recordsIn(given) ?? given };
      if (Array.isArray(given)) return { value: given };
      return { fault: "must be a table: CSV with a first row of names, or a list of records" };
    default:
      return { value: typeof given === "number" || typeof given === "boolean" ? String(given) : given };
  }
}

function readNumber(given: Value): { value: Value } | { fault: string } {
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  return typeof number === "number" && Number.isFinite(number) ? { value: number } : { fault: "must be a number" };
}

function readChoice(given: string, options: readonly string[]): { value: Value } | { fault: string } {
  return options.includes(given) ? { value: given } : { fault: `must be one of: ${options.join(", ")}` };
}

function readAsset(given: Value, fault: string): { value: Value } | { fault: string } {
  const asset = isRecord(given) ? assetRefSchema.safeParse(given).data : undefined;
  return asset === undefined ? { fault } : { value: { ...asset } };
}

/** A list of records that comes as a text, from a form or a file. */
function recordsIn(text: string): Value[] | undefined {
  if (/^\s*\{/.test(text)) return linesIn(text);
  const value = /^\s*\[/.test(text) ? parseIfJson(text) : undefined;
  return Array.isArray(value) ? value : undefined;
}

/** Records, one a line; undefined for anything else that begins with a brace. */
function linesIn(text: string): Value[] | undefined {
  try {
    return parseJsonLines(text, "The table");
  } catch {
    return undefined;
  }
}
