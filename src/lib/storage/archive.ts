/** What is kept, by kind, in the order in which it is copied: what is named stands before what names it. */
export const keptKinds = [
  "assets",
  "settings and accounts",
  "workflows",
  "versions",
  "names of versions",
  "deleted workflows",
  "runs",
  "labels of runs",
  "kept results",
] as const;
export type KeptKind = (typeof keptKinds)[number];

/** One thing that is kept, as its bytes stand in a file of the data directory. */
export interface KeptThing {
  /** Names it among those of its kind; the same in every form. */
  key: string;
  /** When it was saved, deleted or last used, in milliseconds since 1970. */
  atMs: number;
  content: Uint8Array;
}

/** All that is kept, thing by thing: to carry it from one form to another. */
export interface Archive {
  /** In the order of their keys. @throws AppError `storage_failed` */
  read(kind: KeptKind): AsyncIterable<KeptThing>;
  /** Keeps one, unless there is one of its key already: then gives false. @throws AppError `storage_failed` */
  add(kind: KeptKind, thing: KeptThing): Promise<boolean>;
}

/** How a workflow's version is called among all: `<workflow>/<version>`. */
export function splitKey(key: string): [owner: string, name: string] {
  const at = key.indexOf("/");
  return [key.slice(0, at), key.slice(at + 1)];
}
