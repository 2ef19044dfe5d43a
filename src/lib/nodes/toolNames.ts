/** What models take as the name of a tool. */
const MAX_NAME = 64;

/**
 * Tools by the names that a model calls them by: `server__tool`, of letters, digits, `_` and `-`, at most 64. The name
 * of a tool hangs on nothing but its server and its own name, so that a conversation goes on after the list has changed.
 */
export function byModelName<T extends { server: string; name: string }>(tools: readonly T[]): Map<string, T> {
  const named = new Map<string, T>();
  for (const tool of tools) {
    const name = modelName(tool);
    // Two that come out alike are told apart by where they stand.
    let unique = name;
    for (let count = 2; named.has(unique); count++) unique = `${name.slice(0, MAX_NAME - 5)}_${count}`;
    named.set(unique, tool);
  }
  return named;
}

function modelName({ server, name }: { server: string; name: string }): string {
  const whole = `${server}__${name}`;
  const plain = whole.replace(/[^A-Za-z0-9_-]/g, "_");
  if (plain === whole && whole.length <= MAX_NAME) return whole;
  return `${plain.slice(0, MAX_NAME - 9)}_${digest(whole)}`;
}

/** FNV-1a (32 bits): it only has to tell names apart. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
