/** The ids of all assets that a value names, at whatever depth. */
export function assetsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const found: string[] = [];
  const left: object[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const fields: [string, unknown][] = Object.entries(next);
    for (const [name, field] of fields) {
      if (typeof field === "object" && field !== null) left.push(field);
      else if (name === "asset" && typeof field === "string" && field !== "") found.push(field);
    }
  }
  return found;
}
