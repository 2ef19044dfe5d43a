import { hasLongNumbers } from "@/lib/nodes/jsonText";
import type { Value } from "@/types/run";

/** JSON with indents; text that is no JSON, or whose digits would be lost on the way, as it is. */
export function prettyJson(value: Value): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  if (hasLongNumbers(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
