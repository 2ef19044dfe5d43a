export interface IdOptions {
  /** Of the id, in characters. */
  longest: number;
  /** The id of a name without letters and digits of ASCII. */
  otherwise: string;
  taken: Iterable<string>;
}

/** By the name, so that a server that is added again is the one that nodes name. The second `my-box` is `my-box-2`. */
export function idOfName(name: string, { longest, otherwise, taken }: IdOptions): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "");
  const base = plain.slice(0, longest).replace(/-$/, "") || otherwise;
  const used = new Set(taken);
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!used.has(id)) return id;
  }
}
