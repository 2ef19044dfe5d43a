import type { DocumentPart, NodeWork } from "@/lib/nodes/nodeKind";

type ReadDocument = NodeWork["readDocument"];

/** Characters and bytes of all that are kept. */
const MAX_KEPT = 32 * 1024 * 1024;

/**
 * Remembers what was read last of files that are named: a look before a run, the run, and each one after it read the
 * same file. Only what was read to its end is kept.
 */
export function rememberDocuments(read: ReadDocument, maxKept = MAX_KEPT): ReadDocument {
  const kept = new Map<string, { parts: DocumentPart[]; size: number }>();
  let total = 0;
  const keep = (key: string, parts: DocumentPart[]) => {
    const size = parts.reduce((sum, part) => sum + sizeOf(part), 0);
    if (size > maxKept || kept.has(key)) return;
    kept.set(key, { parts, size });
    total += size;
    for (const [oldest, entry] of kept) {
      if (total <= maxKept) return;
      kept.delete(oldest);
      total -= entry.size;
    }
  };
  return async function* (bytes, options, signal) {
    const key = options.asset === undefined ? undefined : `${options.asset} ${options.scans ?? ""}`;
    const known = key === undefined ? undefined : kept.get(key);
    if (known !== undefined) return yield* known.parts;
    const parts: DocumentPart[] = [];
    for await (const part of read(bytes, options, signal)) {
      if (key !== undefined) parts.push(part);
      yield part;
    }
    if (key !== undefined) keep(key, parts);
  };
}

function sizeOf(part: DocumentPart): number {
  if ("page" in part) return part.page.length;
  return "picture" in part ? part.picture.byteLength : 100;
}
