import { chmod, open as openFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lock } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { ensurePrivateDirectory } from "./atomicFile";
import { orStorageError, toStorageError } from "./storageError";

const MAX_WAIT_MS = 60_000;
/** Between two looks at a lock that another process holds; at random, so that waiting processes take turns. */
const MAX_PAUSE_MS = 15;
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

// SQLite's lock belongs to a connection, so a path has one per process, also where Next bundles this module twice.
const registryKey = Symbol.for("patchbay.fileLocks");
const globalRegistry = globalThis as { [registryKey]?: Map<string, Lock> };

/**
 * The lock of a database file that holds nothing: SQLite's exclusive lock is one of the operating system's, which
 * frees it when its holder dies, however it dies. The file is made once and stays.
 */
export function createFileLock(databasePath: string): Lock {
  globalRegistry[registryKey] ??= new Map();
  const registry = globalRegistry[registryKey];
  const lock = registry.get(databasePath) ?? openLock(databasePath);
  registry.set(databasePath, lock);
  return lock;
}

function openLock(path: string): Lock {
  let database: DatabaseSync | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  async function holding<T>(work: () => Promise<T>): Promise<T> {
    database ??= await openDatabase(path);
    try {
      await acquire(database, path);
    } catch (error) {
      // The next one looks at what stands there then.
      database.close();
      database = undefined;
      throw error;
    }
    try {
      return await work();
    } finally {
      database.exec("ROLLBACK");
    }
  }

  return {
    run(work) {
      const turn = tail.then(() => holding(work));
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
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

async function acquire(database: DatabaseSync, path: string): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (!tryBegin(database, path)) {
    if (performance.now() > deadline) {
      throw new AppError(
        "storage_failed",
        `Another Patchbay process has held ${path} for ${MAX_WAIT_MS / 1000} seconds. Stop it, or try again.`,
        { reason: "locked" },
      );
    }
    await sleep(1 + Math.random() * MAX_PAUSE_MS);
  }
}

function tryBegin(database: DatabaseSync, path: string): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw toStorageError(error, path);
  }
}
