import { RE2JS } from "re2js";
import { AppError } from "@/types/errors";

/**
 * Whether a pattern is found in a text. RE2 syntax, whose time grows only with the text and the pattern.
 * @throws AppError `invalid_request` for a pattern that cannot be used
 */
export function* patternFound({ pattern, text }: { pattern: string; text: string }): Generator<boolean> {
  yield compile(pattern).matcher(text).find();
}

/** The last one: a list is asked item by item. */
let last: { pattern: string; compiled: RE2JS } | undefined;

function compile(pattern: string): RE2JS {
  if (last?.pattern === pattern) return last.compiled;
  try {
    last = { pattern, compiled: RE2JS.compile(pattern) };
    return last.compiled;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("invalid_request", `The pattern cannot be used: ${why}.`, {}, { cause });
  }
}
