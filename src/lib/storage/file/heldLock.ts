import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { ensurePrivateDirectory } from "./atomicFile";
import { BEGIN_LOCK } from "./fileLock";
import { toStorageError } from "./storageError";

/** https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_CANTOPEN = 14;
/** Somebody who only looks holds a lock for an instant; an owner holds it for long. */
const TRIES = 10;
const PAUSE_MS = 10;

export interface HeldLock {
  /** Once more does nothing. */
  release(): void;
}

/**
 * Takes the lock of a file and keeps it until it is released or the process ends, however it ends: the operating
 * system frees it. Undefined while another process, or another holder in this one, has it.
 * @throws AppError `storage_failed`
 */
export async function tryHoldLock(path: string): Promise<HeldLock | undefined> {
  try {
    await ensurePrivateDirectory(dirname(path));
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const database = openIfFree(path);
      if (database !== undefined) return { release: () => void (database.isOpen && database.close()) };
      await sleep(PAUSE_MS * Math.random() * attempt);
    }
    return undefined;
  } catch (error) {
    throw toLockError(error, path);
  }
}

/** Whether somebody holds the lock at this moment. @throws AppError `storage_failed` */
export function isLockHeld(path: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    database.prepare("SELECT count(*) FROM sqlite_master").get();
    return false;
  } catch (error) {
    if (hasCode(error, SQLITE_BUSY)) return true;
    // Nobody ever took it, or the run was deleted this moment.
    if (hasCode(error, SQLITE_CANTOPEN) && !existsSync(path)) return false;
    throw toLockError(error, path);
  } finally {
    database?.close();
  }
}

function openIfFree(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec(BEGIN_LOCK);
    return database;
  } catch (error) {
    database.close();
    if (hasCode(error, SQLITE_BUSY)) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === code;
}

/** SQLite tells of a directory as of a broken disk. */
function toLockError(error: unknown, path: string): unknown {
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const cause = isDirectory ? Object.assign(new Error("EISDIR", { cause: error }), { code: "EISDIR" }) : error;
  return toStorageError(cause, "The lock of this run", "read");
}
