import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { isRecord, own, parseIfJson, toText } from "./values";

/** `{{name}}`: letters of any script, digits, `_`, `-`, spaces inside. */
const placeholder = /\{\{\s*([\p{L}\p{N}_][\p{L}\p{N}_ -]*?)\s*\}\}/gu;

/** The port every prompt has for a row of fields; no placeholder can take its name. */
export const ROW_PORT = "data";

/** Names in the order in which they first appear, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), (match) => match[1] ?? ""))];
}

/** Names that are inputs of their own: all but the row's. */
export function placeholdersOf(text: string): string[] {
  return namesIn(text).filter((name) => name !== ROW_PORT);
}

export interface PlaceholderSources {
  wires: Record<string, Value>;
  row?: Value;
  runInputs: Record<string, Value>;
}

/**
 * Fills each place from its wire, else the row's field of that name, else the run's input of that name.
 * @throws AppError `invalid_workflow` naming the places that stay empty
 */
export function fillPlaceholders(text: string, sources: PlaceholderSources): string {
  const row = sources.row === undefined ? undefined : parseIfJson(sources.row);
  const find = (name: string): Value | undefined => {
    if (name === ROW_PORT && row !== undefined) return row;
    return own(sources.wires, name) ?? (isRecord(row) ? own(row, name) : undefined) ?? own(sources.runInputs, name);
  };
  const missing = new Set<string>();
  const filled = text.replace(placeholder, (place, name: string) => {
    const value = find(name);
    if (value === undefined) missing.add(name);
    return value === undefined ? place : toText(value);
  });
  if (missing.size === 0) return filled;
  const names = [...missing].map((name) => `{{${name}}}`).join(", ");
  throw new AppError("invalid_workflow", `Nothing fills ${names}. Connect a wire, or give a value with the run.`, {
    placeholders: [...missing],
  });
}
