/** Headers as they are entered, one on each line. */
export type HeaderLines = { headers: Record<string, string | null> } | { wrongLine: number };

/** `Name: value`; a name without a value takes it away, which is null. Lines count from 1. */
export function readHeaderLines(text: string): HeaderLines {
  const headers: Record<string, string | null> = {};
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, name, value] = /^\s*([^\s:]+)\s*(?::(.*))?$/.exec(line) ?? [];
    if (name === undefined) return { wrongLine: index + 1 };
    headers[name] = value?.trim() || null;
  }
  return { headers };
}
