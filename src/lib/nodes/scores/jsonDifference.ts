import { isRecord } from "@/lib/nodes/values";
import { own } from "@/types/own";
import type { Value } from "@/types/run";

/**
 * Where two JSON values differ first, as a JSON Pointer ("" is the whole); undefined where they are equal. The order of
 * fields does not count, that of items does.
 */
export function jsonDifference(a: Value, b: Value): string | undefined {
  const open: { a: Value; b: Value; at: string }[] = [{ a, b, at: "" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.a === next.b) continue;
    const inner = innerPairs(next.a, next.b);
    if (inner === undefined) return next.at;
    for (const { name, ...pair } of inner.toReversed()) {
      const at = `${next.at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (pair.a === undefined || pair.b === undefined) return at;
      open.push({ a: pair.a, b: pair.b, at });
    }
  }
  return undefined;
}

interface Pair {
  name: string;
  a: Value | undefined;
  b: Value | undefined;
}

/** What two values hold, side by side; undefined where they are no pair of lists or of objects. */
function innerPairs(a: Value, b: Value): Pair[] | undefined {
  if (Array.isArray(a) && Array.isArray(b)) {
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => {
      return { name: String(index), a: a[index], b: b[index] };
    });
  }
  if (!isRecord(a) || !isRecord(b)) return undefined;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Array.from(names, (name) => ({ name, a: own(a, name), b: own(b, name) }));
}
