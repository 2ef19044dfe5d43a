import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Problem } from "./nodeKind";
import { nameKey, replacePlaces, shorten } from "./places";
import { refuseLongText } from "./size";
import { isRecord, ownNamed, parseIfJson, toText } from "./values";

/** The port every prompt has for a row of fields; no placeholder can take its name. */
export const ROW_PORT = "data";

/** Names in the order in which they first appear, each once, as they are first written. */
export function namesIn(text: string): string[] {
  const names = new Map<string, string>();
  replacePlaces(text, ({ raw, name }) => {
    if (name !== undefined && !names.has(nameKey(name))) names.set(nameKey(name), name);
    return raw;
  });
  return [...names.values()];
}

/**
 * Names that are inputs of their own: all but the row's, and those with a quote or a backslash, for which the canvas
 * cannot find its handle. These are filled from the row or from the run's inputs.
 */
export function placeholdersOf(text: string): string[] {
  return namesIn(text).filter((name) => name !== ROW_PORT && !/["\\]/.test(name));
}

export interface PlaceholderSources {
  wires: Record<string, Value>;
  row?: Value;
  runInputs: Record<string, Value>;
  /** For places that nothing else fills. */
  values?: Record<string, string>;
}

/**
 * Fills each place from its wire, else the row's field of that name, the run's input or the value of that name. Escaped braces
 * lose their backslash.
 * @throws AppError `invalid_workflow` naming the places that stay empty, `too_large` for more text than a wire takes
 */
export function fillPlaceholders(text: string, sources: PlaceholderSources): string {
  const find = toFinder(sources);
  const missing = new Map<string, string>();
  let length = text.length;
  const filled = replacePlaces(text, ({ name, before, braces }) => {
    if (name === undefined) return before + braces;
    const value = find(name);
    if (value === undefined) missing.set(nameKey(name), name);
    const inserted = value === undefined ? braces : toText(value);
    length += inserted.length;
    refuseLongText(length);
    return before + inserted;
  });
  if (missing.size === 0) return filled;
  const names = [...missing.values()];
  const message = `Nothing fills ${toPlaces(names)}. Connect a wire, or give a value with the run. ${escapeHint(names)}`;
  throw new AppError("invalid_workflow", message, { placeholders: names });
}

/** Names as places, in words. */
export function toPlaces(names: string[]): string {
  const shown = names.slice(0, 5).map((name) => `{{${shorten(name)}}}`);
  return names.length > 5 ? `${shown.join(", ")} and ${names.length - 5} more` : shown.join(", ");
}

/** How to send braces as they stand, with one of them for an example. */
function escapeHint([name = "name"]: string[]): string {
  return `To send the braces as they stand, write \\{{${shorten(name)}}}.`;
}

/** Why a node does not run whose places nothing fills, as a kind's `problem` tells it; undefined where none are named. */
export function missingPlaces(names: string[]): Problem {
  if (names.length === 0) return undefined;
  const fault = `has nothing for ${toPlaces(names)}: connect a wire, or give a value with the run. ${escapeHint(names).slice(0, -1)}`;
  return { fault, missing: { kind: "places", names } };
}

/** Names among `names` that something would fill. */
export function fillable(names: readonly string[], sources: PlaceholderSources): string[] {
  if (names.length === 0) return [];
  const find = toFinder(sources);
  return names.filter((name) => find(name) !== undefined);
}

function toFinder({
  wires,
  row: written,
  runInputs,
  values = {},
}: PlaceholderSources): (name: string) => Value | undefined {
  const row = written === undefined ? undefined : parseIfJson(written);
  return (name) => {
    if (name === ROW_PORT && row !== undefined) return row;
    const field = isRecord(row) ? ownNamed(row, name) : undefined;
    return ownNamed(wires, name) ?? field ?? ownNamed(runInputs, name) ?? ownNamed(values, name);
  };
}
