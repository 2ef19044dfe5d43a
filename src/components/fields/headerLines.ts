/** Headers as a person writes them: `Name: value`, one to a line. */
export function headerLines(headers: unknown): string {
  if (typeof headers !== "object" || headers === null) return "";
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** Undefined while a line is none. */
export function readHeaderLines(text: string): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const [, name, value = ""] = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100})\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) return undefined;
    headers[name] = value;
  }
  return headers;
}
