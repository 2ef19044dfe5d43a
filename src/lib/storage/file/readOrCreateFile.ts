import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ensurePrivateDirectory } from "./atomicFile";
import { codeOf, orStorageError } from "./storageError";
import { readStoredText } from "./storedFile";

/**
 * The text of a file that is made once, private to its owner, and never replaced. Written aside and linked into
 * place: `link` fails if the name is taken, so of two processes that start together one wins, and nobody ever reads
 * a half-written file. @throws AppError `storage_failed`
 */
export async function readOrCreateFile(path: string, makeText: () => string): Promise<string> {
  const present = await readStoredText(path);
  if (present !== undefined) return present;
  await ensurePrivateDirectory(dirname(path));
  await orStorageError(createOnce(path, makeText()), path);
  return (await readStoredText(path)) ?? "";
}

async function createOnce(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(temporary, path).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
}
