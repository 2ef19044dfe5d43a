import { copyFile, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { StoredText, TextStore } from "@/lib/storage/ports";
import { asideName, changedMeanwhile } from "@/lib/storage/storedText";
import { writeFileAtomic } from "./atomicFile";
import { createFileLock } from "./fileLock";
import { isMissing, orStorageError } from "./storageError";
import { readStoredText, versionOfFile } from "./storedFile";

const ENDING = ".json";

/** `<dataDir>/<name>.json` and `<dataDir>/locks/<name>.lock`. */
export function createFileTextStore(dataDir: string): TextStore {
  return {
    text: (name, what) => createFileText(join(dataDir, `${name}${ENDING}`), what),
    names: async () => {
      const entries = await orStorageError(entriesIn(dataDir), dataDir, "read");
      const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ENDING));
      return files.map(({ name }) => name.slice(0, -ENDING.length)).sort();
    },
    outlasts: () => false,
    lock: (name) => createFileLock(join(dataDir, "locks", `${name}.lock`)),
  };
}

async function entriesIn(directory: string) {
  return readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function createFileText(path: string, what = path): StoredText {
  let known: { text: string; version: string } | undefined;

  /** A lock of files is never lost, but a person may write there. */
  const requireVersion = (version: string | undefined) => {
    if (versionOfFile(path, what) !== version) throw changedMeanwhile(path);
  };

  return {
    place: path,
    read: async () => {
      const version = versionOfFile(path, what);
      if (version === undefined) return undefined;
      if (known?.version === version) return known;
      const text = await readStoredText(path, what);
      if (text === undefined) return undefined;
      known = { text, version };
      return known;
    },
    write: async (text, over) => {
      requireVersion(over);
      await writeFileAtomic(path, text, { what });
    },
    moveAside: async (label, version) => {
      requireVersion(version);
      await orStorageError(rename(path, asideName(path, label)), what);
    },
    copyAside: (label) => orStorageError(copyFile(path, asideName(path, label)), what),
    newestAside: async (label) => {
      // A directory that cannot be read is told by whoever reads the file itself.
      const names = await readdir(dirname(path)).catch(() => [] as string[]);
      const prefix = `${basename(path)}.${label}-`;
      return names
        .filter((name) => name.startsWith(prefix))
        .sort()
        .at(-1);
    },
    remove: () => orStorageError(rm(path, { force: true }), what),
  };
}
