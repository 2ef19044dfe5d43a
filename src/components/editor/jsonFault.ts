import { parser } from "@lezer/json";

/** What most likely is wrong where a text stops being JSON. */
export type JsonFaultKind = "unfinished" | "comma" | "trailingComma" | "colon" | "quotes" | "name" | "unexpected";

export interface JsonFault {
  /** Where, in characters from 0. */
  at: number;
  kind: JsonFaultKind;
}

/** Where a text stops being JSON; undefined for JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  let reason: unknown;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    reason = error;
  }
  const { at, inside } = firstError(text) ?? { at: toldPlace(reason) ?? text.length };
  return { at, kind: kindAt(text, at, inside) };
}

/** The first place that the grammar has no rule for, after the blanks before it, and what it stands in. */
function firstError(text: string): { at: number; inside?: string } | undefined {
  let found: { at: number; inside?: string } | undefined;
  parser.parse(text).iterate({
    enter: ({ type, from, node }) => {
      if (type.isError) found ??= { at: from + blanksAt(text, from), inside: node.parent?.name };
      return found === undefined;
    },
  });
  return found;
}

/** What the engine says, where it is stricter than the grammar: `Bad control character … at position 7`. */
function toldPlace(reason: unknown): number | undefined {
  const told = reason instanceof Error ? /position (\d+)/.exec(reason.message)?.[1] : undefined;
  return told === undefined ? undefined : Number(told);
}

function kindAt(text: string, at: number, inside: string | undefined): JsonFaultKind {
  const found = text[at];
  const before = text.slice(0, at).trimEnd().at(-1);
  if (found === undefined) return "unfinished";
  if (before === "," && /[\]},]/.test(found)) return "trailingComma";
  if (/['‘’“”`]/.test(found)) return "quotes";
  if (/[{,]/.test(before ?? "") && /[\p{L}_$]/u.test(found) && isName(text, at)) return "name";
  if (inside === "Property" && before === '"') return "colon";
  const follows = /["\]}\p{L}\d]/u.test(before ?? "") && /["[{\d\-tfn]/.test(found);
  if (follows && (inside === "Object" || inside === "Array")) return "comma";
  return "unexpected";
}

/** Letters with a colon after them. */
function isName(text: string, at: number): boolean {
  return /^[\p{L}\p{N}_$]+\s*:/u.test(text.slice(at, at + 200));
}

function blanksAt(text: string, at: number): number {
  return /^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0;
}
