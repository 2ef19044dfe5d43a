import { isDeepStrictEqual } from "node:util";

/** A row that this version could not read whole lists the fields in question here; a row without it is new. */
export const UNREAD_FIELDS = "unread_fields";

type Fields = Record<string, unknown>;

/**
 * What to write so that nothing of another version is lost: the stored value with the changes from `before`, which is
 * what this version understood of it, to `after`. Fields and rows that it did not understand stay as they are; rows are
 * told apart by their id.
 */
export function carryOver(stored: object, before: object, after: object): object {
  const fields = (value: object): Fields => Object.fromEntries(Object.entries(value));
  return carryFields(fields(stored), fields(before), fields(after));
}

function carryValue(stored: unknown, before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return stored;
  if (isFields(stored) && isFields(before) && isFields(after)) return carryFields(stored, before, after);
  if (Array.isArray(stored) && Array.isArray(before) && Array.isArray(after)) return carryRows(stored, before, after);
  return after;
}

function carryFields(stored: Fields, before: Fields, after: Fields): Fields {
  const isReplaced = Object.hasOwn(before, UNREAD_FIELDS) && !Object.hasOwn(after, UNREAD_FIELDS);
  const known = Object.entries(after).map(([key, value]) => [
    key,
    isReplaced ? value : carryValue(own(stored, key), own(before, key), value),
  ]);
  const unknown = Object.entries(stored).filter(([key]) => !Object.hasOwn(before, key) && !Object.hasOwn(after, key));
  return Object.fromEntries([...known, ...unknown]);
}

function carryRows(stored: unknown[], before: unknown[], after: unknown[]): unknown[] {
  const storedRows = rowsById(stored);
  const rowsBefore = rowsById(before);
  const known = after.map((row) => {
    const id = idOf(row);
    return id === undefined ? row : carryValue(storedRows.get(id), rowsBefore.get(id), row);
  });
  // Only in lists of rows: a list of plain values belongs to whoever wrote it last.
  const unknown = stored.filter((row) => isFields(row) && !rowsBefore.has(idOf(row) ?? "") && !hasRow(known, row));
  return before.every((row) => idOf(row) !== undefined) ? [...known, ...unknown] : known;
}

function hasRow(rows: unknown[], row: unknown): boolean {
  const id = idOf(row);
  return id !== undefined && rows.some((other) => idOf(other) === id);
}

function rowsById(rows: unknown[]): Map<string, unknown> {
  return new Map(rows.flatMap((row) => (idOf(row) === undefined ? [] : [[idOf(row) ?? "", row] as const])));
}

/** What names a row in the files: accounts, nodes and wires have an id, sign-ins a state, registrations a client id. */
function idOf(row: unknown): string | undefined {
  if (!isFields(row)) return undefined;
  const id = ["id", "state", "client_id"].map((name) => own(row, name)).find((value) => typeof value === "string");
  return typeof id === "string" ? id : undefined;
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
