/** The entry of a table under a name from outside: what every object inherits, such as `constructor`, is none. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
