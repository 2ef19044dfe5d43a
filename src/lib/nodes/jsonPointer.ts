import type { Value } from "@/types/run";
import { isRecord, ownNamed } from "./values";

/** The tokens of a JSON Pointer; undefined if it is none. Source: RFC 6901, sections 3 and 4. */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

const arrayIndex = /^(?:0|[1-9]\d*)$/;

/** The value that a pointer leads to; undefined if there is none. */
export function atPointer(value: Value, tokens: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const token of tokens) {
    if (Array.isArray(at)) at = arrayIndex.test(token) ? at[Number(token)] : undefined;
    else if (isRecord(at)) at = ownNamed(at, token);
    else return undefined;
  }
  return at;
}
