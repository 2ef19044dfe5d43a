import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf, isMissing, orStorageError } from "./storageError";

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
/** `<name>.<pid>.<random>.tmp`: the pid tells whether the writer still lives. */
const temporaryName = /\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/** @throws AppError `storage_failed` */
export async function ensurePrivateDirectory(path: string): Promise<void> {
  await orStorageError(makeDirectory(path), path);
}

/** Step by step: Node's own `recursive` never ends where the system lets nobody make one, as in /proc. */
async function makeDirectory(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: DIRECTORY_MODE });
  try {
    await make().catch(async (error: unknown) => {
      if (!isMissing(error) || dirname(path) === path) throw error;
      await makeDirectory(dirname(path));
      await make();
    });
  } catch (error) {
    const isThere = codeOf(error) === "EEXIST" && (await stat(path)).isDirectory();
    if (!isThere) throw error;
  }
}

/**
 * Replaces a file whole or not at all, also across a power cut: temporary file, fsync, rename, fsync of the
 * directory. The directory is made if it is missing. Without `isDurable`, a power cut may leave an empty file.
 * `what` is the subject of the words when it fails, by default the path. @throws AppError `storage_failed`
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  { isDurable = true, what = path }: { isDurable?: boolean; what?: string } = {},
): Promise<void> {
  await orStorageError(replaceFile(path, content, isDurable), what);
}

async function replaceFile(path: string, content: string | Uint8Array, isDurable: boolean): Promise<void> {
  const directory = dirname(path);
  await ensurePrivateDirectory(directory);
  const temporary = join(directory, `${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    const file = await open(temporary, "wx", FILE_MODE);
    try {
      await file.writeFile(content);
      if (isDurable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (isDurable) await syncDirectory(directory);
}

/** Makes a rename in the directory outlast a power cut. Windows cannot sync directories; its file system logs renames. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Removes temporary files whose writer is dead. Those of living processes stay. */
export async function sweepTemporaryFiles(directory: string): Promise<void> {
  // Tidying only: a directory that is missing or cannot be read is told by whoever needs it.
  const names = await readdir(directory).catch(() => [] as string[]);
  for (const name of names) {
    const pid = temporaryName.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(directory, name), { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
