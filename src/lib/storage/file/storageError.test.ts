import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseStored } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";
import { writeFileAtomic } from "./atomicFile";
import { createFileAssetStore } from "./fileAssetStore";
import { createFileLock } from "./fileLock";
import { readOrCreateFile } from "./readOrCreateFile";
import { orUntoldStorageError, toStorageError } from "./storageError";
import { readStoredText } from "./storedFile";
import { testDirectory } from "./testDirectory";

const systemError = (code: string) => Object.assign(new Error(`${code}: secret detail`), { code });
const sqliteError = (errcode: number) => Object.assign(new Error("sqlite"), { code: "ERR_SQLITE_ERROR", errcode });

it.each([
  ["ENOSPC", /^The workflow could not be saved: the disk is full\. Free some space/],
  ["EROFS", /the disk is read-only\. Make it writable, or set PATCHBAY_DATA_DIR/],
  ["EACCES", /Patchbay may not read or write there/],
  ["EMFILE", /too many files are open\. Try again in a moment/],
  ["ENOTDIR", /a file stands where a directory belongs\. Move it away/],
  ["EODD", /EODD\. Check the data directory/],
  ["constructor", /constructor\. Check the data directory/],
])("tells %s in words, with its code as a fact", (code, words) => {
  const told = toStorageError(systemError(code), "The workflow");
  expect(told).toMatchObject({
    code: "storage_failed",
    facts: { reason: code },
    message: expect.stringMatching(words),
  });
  expect(told).toMatchObject({ message: expect.not.stringContaining("secret detail") });
});

it.each([
  [8, "EROFS"],
  [13, "ENOSPC"],
  [26, "ENOTADB"],
  // An extended code: SQLITE_IOERR_LOCK.
  [3850, "EIO"],
])("tells SQLite's code %i as %s", (errcode, reason) => {
  expect(toStorageError(sqliteError(errcode), "x")).toMatchObject({ code: "storage_failed", facts: { reason } });
});

it("lets a bug and what is told already through", () => {
  const bug = new TypeError("boom");
  expect(toStorageError(bug, "x")).toBe(bug);
  const told = new AppError("not_found", "gone");
  expect(toStorageError(told, "x")).toBe(told);
});

it("knows a failure of the disk that nobody told, and takes no failure of the network for one", () => {
  expect(orUntoldStorageError(systemError("EMFILE"))).toMatchObject({ code: "storage_failed" });
  expect(orUntoldStorageError(sqliteError(10))).toMatchObject({ code: "storage_failed" });
  for (const other of [systemError("ECONNREFUSED"), systemError("ENOENT"), new TypeError("boom"), "text"]) {
    expect(orUntoldStorageError(other)).toBe(other);
  }
});

it("promises that nothing was lost only where something was to be saved", () => {
  expect(toStorageError(systemError("EIO"), "x")).toMatchObject({ message: expect.stringMatching(/untouched/) });
  expect(toStorageError(systemError("EIO"), "x", "read")).toMatchObject({
    message: expect.stringMatching(/^x could not be read: [^.]*\. [^.]*\.$/),
  });
});

it.each<[string, (path: string) => Promise<unknown>]>([
  ["a file that is to be replaced", (path) => writeFileAtomic(path, "x")],
  ["a file that is to be read", (path) => readStoredText(path)],
  ["a file that is made once", (path) => readOrCreateFile(path, () => "x")],
  ["a lock", (path) => createFileLock(path).run(async () => undefined)],
  ["an asset", (path) => createFileAssetStore(join(path, "..")).get("a".repeat(64))],
])("tells of a directory in the place of %s", async (_, use) => {
  const directory = await testDirectory();
  const path = join(directory, "a".repeat(64));
  await mkdir(path);
  await expect(use(path)).rejects.toMatchObject({ code: "storage_failed", message: /a directory stands/ });
  expect(await readdir(directory)).toEqual(["a".repeat(64)]);
});

it.each<[string, (path: string) => Promise<unknown>]>([
  ["saving", (path) => writeFileAtomic(join(path, "x.json"), "x")],
  ["reading or making", (path) => readOrCreateFile(join(path, "x"), () => "x")],
  ["locking", (path) => createFileLock(join(path, "x.lock")).run(async () => undefined)],
  ["storing an asset", (path) => createFileAssetStore(path).put(new Uint8Array(1), "image/png")],
])("tells of a file in the place of the directory when %s", async (_, use) => {
  const path = join(await testDirectory(), "data");
  await writeFile(path, "");
  await expect(use(path)).rejects.toMatchObject({ code: "storage_failed", message: /a file stands/ });
});

it("tells of a lock file that something else was written into, and works once it is gone", async () => {
  const path = join(await testDirectory(), "x.lock");
  await writeFile(path, "not a database ".repeat(100));
  const lock = createFileLock(path);
  await expect(lock.run(async () => 1)).rejects.toMatchObject({
    code: "storage_failed",
    message: expect.stringMatching(/something other than a lock/),
  });
  await rm(path);
  expect(await lock.run(() => stat(path))).toMatchObject({ size: 0 });
});

it("reads no JSON that is nested so deeply that walking it would overflow", () => {
  expect(parseStored(`${"[".repeat(100)}${"]".repeat(100)}`)).toBeDefined();
  expect(parseStored(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toBeUndefined();
  expect(parseStored(`${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`)).toBeUndefined();
});
