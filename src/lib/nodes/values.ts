import { errorCodes } from "@/types/errors";
import type { Notice } from "@/types/llm";
import { own } from "@/types/own";
import type { AssetRef, Value } from "@/types/run";
import { parseKeepingDigits } from "./jsonText";
import { nameKey } from "./places";

export function isRecord(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field of that name, or of one that looks equal (`nameKey`): names are typed by people and come from files. */
export function ownNamed(record: Record<string, Value>, name: string): Value | undefined {
  const exact = own(record, name);
  if (exact !== undefined) return exact;
  const key = nameKey(name);
  const like = Object.keys(record).find((field) => nameKey(field) === key);
  return like === undefined ? undefined : record[like];
}

/** What the run brings for a node under the name that its data has for it. */
export function givenTo({ input }: { input?: string }, runInputs: Record<string, Value>): Value | undefined {
  return input === undefined ? undefined : ownNamed(runInputs, input);
}

export function isAssetRef(value: Value): value is AssetRef {
  return isRecord(value) && typeof value.asset === "string" && typeof value.mime === "string";
}

/** A value as a person would read it: text as it is, everything else as indented JSON. */
export function toText(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Text that holds JSON as what it holds, every digit kept; anything else unchanged. */
export function parseIfJson(value: Value): Value {
  if (typeof value !== "string") return value;
  try {
    return parseKeepingDigits(value);
  } catch {
    return value;
  }
}

/** The items of an array; any other value is a list of one. */
export function toList(value: Value | undefined): Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

const codes: ReadonlySet<string> = new Set(errorCodes);

export interface ItemError {
  code: string;
  message: string;
}

/** What stands in a list at the place of an item that failed. */
export function toItemError({ code, message }: ItemError): Value {
  return { error: { code, message } };
}

/** Told where a node takes a list without its failed items. */
export function itemsLeftOut(count: number): Notice {
  const items = count === 1 ? "One item that had failed was" : `${count} items that had failed were`;
  return { code: "items_left_out", message: `${items} left out.` };
}

/** The error at the place of a failed item; undefined for every other value. */
export function readItemError(value: Value): ItemError | undefined {
  if (!isRecord(value) || Object.keys(value).length !== 1) return undefined;
  const error = own(value, "error");
  if (!isRecord(error)) return undefined;
  const code = own(error, "code");
  const message = own(error, "message");
  return typeof code === "string" && codes.has(code) && typeof message === "string" ? { code, message } : undefined;
}
