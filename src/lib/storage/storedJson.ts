/** Deeper than anything Patchbay writes; whoever walks a value of more levels recursively may overflow. */
const MAX_STORED_DEPTH = 200;

/** Undefined for what is no JSON, or nested so deeply that nobody can have meant it. */
export function parseStored(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Level by level instead of recursively, so that the check itself cannot overflow. */
export function isShallow(root: unknown, maxDepth = MAX_STORED_DEPTH): boolean {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return true;
}
