import { readdir, stat } from "node:fs/promises";
import { join, parse, resolve } from "node:path";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { nameKey } from "@/lib/nodes/places";
import { orStorageError } from "@/lib/storage/file/storageError";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { EachRow } from "./row";
import { safeName } from "./rowNames";

export interface FolderRowsOptions {
  /** The folder, as a person wrote it. */
  path: string;
  directory: string;
  /** The input that takes the files. */
  input: string;
  readFile(path: string): Promise<Value>;
}

/** As people count: 2 before 10. */
const collator = new Intl.Collator("en", { numeric: true });

/**
 * A run for each file in a folder; those in folders inside of it, and hidden ones, are left out.
 * @throws AppError `invalid_request` if there is none, `storage_failed`
 */
export async function readFolderRows({ path, directory, input, readFile }: FolderRowsOptions): Promise<EachRow[]> {
  const folder = resolve(directory, path);
  const names = await orStorageError(readdir(folder), path, "read");
  const files: string[] = [];
  for (const name of names.toSorted(collator.compare)) {
    // What a link leads to may be gone.
    const isFile = await stat(join(folder, name))
      .then((found) => found.isFile())
      .catch(() => false);
    if (isFile && !name.startsWith(".")) files.push(name);
  }
  if (files.length === 0) throw new AppError("invalid_request", `There is no file in the folder ${path}.`);
  return files.map((file, index) => ({
    number: index + 1,
    name: safeName(parse(file).name),
    where: join(path, file),
    fields: { [input]: file },
    inputs: async () => ({ [input]: await readFile(join(path, file)) }),
  }));
}

/**
 * The input that takes the files of a folder: that of `--each-input`, else the only one for files or pictures, else the
 * only one for a text. @throws AppError `invalid_request` with those there are
 */
export function inputForFiles(
  named: readonly NamedInput[],
  asked: string | undefined,
  fixed: readonly string[],
): string {
  if (asked !== undefined) return asked;
  const taken = new Set(fixed.map(nameKey));
  const free = named.filter(({ name }) => !taken.has(nameKey(name)));
  for (const kinds of [
    ["file", "picture"],
    ["text", "long"],
  ]) {
    const [first, ...others] = free.filter(({ kind }) => kinds.includes(kind));
    if (first !== undefined && others.length === 0) return first.name;
    if (first !== undefined) throw notClear([first, ...others]);
  }
  throw new AppError("invalid_request", "Nothing in this workflow takes a file or a text by name.");
}

function notClear(candidates: readonly NamedInput[]): AppError {
  const names = candidates.map(({ name }) => name).join(", ");
  return new AppError("invalid_request", `Say which input takes the files, by --each-input NAME. There are: ${names}.`);
}
