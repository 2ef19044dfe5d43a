import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/** Sixteen digits or more, or an exponent of three: only such numbers can lose something as a double. */
const longNumber = /[\d.]{16}|[eE][+-]?\d{3}/;

/** Whether a JSON text may hold numbers that a double does not keep. */
export function hasLongNumbers(text: string): boolean {
  return longNumber.test(text);
}

/**
 * What a JSON text holds. A number that would come back with other digits (2^53 + 1, 20 decimals, 1e400) is the text
 * of its digits instead. @throws SyntaxError
 */
export function parseKeepingDigits(text: string): Value {
  // JSON.parse gives nothing but JSON; the reviver makes it some times slower.
  return (hasLongNumbers(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)) as Value;
}

/** `source` is the number as it is written (ECMAScript 2026, JSON.parse with source text access). */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  return digitsOf(source) === digitsOf(String(value)) ? value : source;
}

/** The digits that count, without sign, point, exponent and the zeros around them. */
function digitsOf(number: string): string {
  const [mantissa = ""] = number.split(/e/i);
  return mantissa.replace(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
}

/** Whether a text is one JSON value. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a JSON text holds, every digit kept. @throws AppError `invalid_request` in words that name `what` */
export function parseJson(text: string, what: string): Value {
  try {
    return parseKeepingDigits(text);
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    throw new AppError("invalid_request", `${what} is not JSON${why}.`, {}, { cause });
  }
}
