import { randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ensurePrivateDirectory } from "./atomicFile";

/**
 * The text of a file that is made once, private to its owner, and never replaced. Written aside and linked into
 * place: `link` fails if the name is taken, so of two processes that start together one wins, and nobody ever reads
 * a half-written file. @throws the file system's error
 */
export async function readOrCreateFile(path: string, makeText: () => string): Promise<string> {
  const present = await readIfPresent(path);
  if (present !== undefined) return present;
  await ensurePrivateDirectory(dirname(path));
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(makeText());
    await file.sync();
    await link(temporary, path).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
  return readFile(path, "utf8");
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
