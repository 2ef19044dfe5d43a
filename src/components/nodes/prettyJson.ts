import type { Value } from "@/types/run";

/** JSON with indents; text that is no JSON as it is. */
export function prettyJson(value: Value): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
