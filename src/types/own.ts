/** The entry of a table under a name from outside: what every object inherits, such as `constructor`, is none. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A table to be filled under names from outside: `__proto__` is one of them. */
export function ownTable<T>(entries: Readonly<Record<string, T>> = {}): Record<string, T> {
  return Object.assign(Object.create(null), entries);
}
