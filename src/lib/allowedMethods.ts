/** `Allow` of an address that has these methods: HEAD is answered through GET, and OPTIONS is everywhere. */
export function allowedMethods(own: readonly string[]): string {
  return [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted().join(", ");
}
