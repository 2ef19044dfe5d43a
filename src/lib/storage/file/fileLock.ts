import { chmod, open as openFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { createLockLines, type LockLines } from "@/lib/storage/lockLines";
import type { Lock } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { ensurePrivateDirectory } from "./atomicFile";
import { orStorageError, toStorageError } from "./storageError";

const MAX_WAIT_MS = 60_000;
/** Between two looks at a lock that another process holds; at random, so that waiting processes take turns. */
const MAX_PAUSE_MS = 15;
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
/** Without a journal of its own on the disk: a lock can be had on a full one, where something is to be deleted. */
export const BEGIN_LOCK = "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE";

/** What the locks of this process share. */
interface Registry {
  enter: LockLines;
  /** By path, while somebody stands in line. */
  databases: Map<string, DatabaseSync>;
}

// SQLite's lock belongs to a connection, so a path has one per process, also where Next bundles this module twice.
const registryKey = Symbol.for("patchbay.fileLocks");
const globalRegistry = globalThis as { [registryKey]?: Registry };

/**
 * The lock of a database file that holds nothing: SQLite's exclusive lock is one of the operating system's, which
 * frees it when its holder dies, however it dies. The file is made once and stays; it is open only while somebody
 * stands in line, so that locks of accounts and documents that are gone cost no handle.
 */
export function createFileLock(databasePath: string): Lock {
  globalRegistry[registryKey] ??= createRegistry();
  const { enter, databases } = globalRegistry[registryKey];
  return { run: (work, enough) => enter(databasePath, () => holding(databases, databasePath, work, enough)) };
}

function createRegistry(): Registry {
  const databases = new Map<string, DatabaseSync>();
  const close = (path: string) => {
    databases.get(path)?.close();
    databases.delete(path);
  };
  return { enter: createLockLines(close), databases };
}

async function holding<T>(
  databases: Registry["databases"],
  path: string,
  work: () => Promise<T>,
  enough: AbortSignal | undefined,
): Promise<T> {
  const database = databases.get(path) ?? (await openDatabase(path));
  databases.set(path, database);
  try {
    await acquire(database, path, enough);
  } catch (error) {
    // The next one looks at what stands there then.
    databases.delete(path);
    database.close();
    throw error;
  }
  try {
    return await work();
  } finally {
    database.exec("ROLLBACK");
  }
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  await ensurePrivateDirectory(dirname(path));
  const database = await open(path);
  await orStorageError(chmod(path, 0o600), path).catch((error: unknown) => {
    database.close();
    throw error;
  });
  return database;
}

async function open(path: string): Promise<DatabaseSync> {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    // SQLite has one code for all reasons; the file system names the one.
    await orStorageError(
      openFile(path, "a", 0o600).then((file) => file.close()),
      path,
    );
    throw toStorageError(error, path);
  }
}

async function acquire(database: DatabaseSync, path: string, enough?: AbortSignal): Promise<void> {
  const startMs = performance.now();
  while (!tryBegin(database, path)) {
    const waitedMs = performance.now() - startMs;
    if (waitedMs > MAX_WAIT_MS || enough?.aborted) {
      throw new AppError(
        "storage_failed",
        `Another Patchbay process has held ${path} for ${Math.round(waitedMs / 1000)} seconds. Stop it, or try again.`,
        { reason: "locked" },
      );
    }
    await sleep(1 + Math.random() * MAX_PAUSE_MS);
  }
}

function tryBegin(database: DatabaseSync, path: string): boolean {
  try {
    database.exec(BEGIN_LOCK);
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw toStorageError(error, path);
  }
}
