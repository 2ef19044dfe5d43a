import { mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { checkDataDirectory } from "./checkDataDirectory";
import { testDirectory } from "./testDirectory";

let root: string;
beforeEach(async () => {
  root = await testDirectory();
});

it("makes the directory, for its owner alone", async () => {
  const path = join(root, "a", "data");
  expect(await checkDataDirectory(path)).toBeUndefined();
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await checkDataDirectory(path)).toBeUndefined();
});

it("takes a link to a directory elsewhere", async () => {
  await mkdir(join(root, "elsewhere"));
  await symlink(join(root, "elsewhere"), join(root, "data"));
  expect(await checkDataDirectory(join(root, "data"))).toBeUndefined();
});

it.each([
  ["data", "is no directory. Move it away, or set PATCHBAY_DATA_DIR to another."],
  ["data/inside", "a file stands where a directory belongs"],
])("refuses %s where data is a file", async (path, words) => {
  await writeFile(join(root, "data"), "mine");
  const refusal = expect.objectContaining({ code: "storage_failed", message: expect.stringContaining(words) });
  await expect(checkDataDirectory(join(root, path))).rejects.toEqual(refusal);
});

it("ends where the system lets nobody make a directory", async () => {
  await expect(checkDataDirectory("/proc/patchbay/data")).rejects.toMatchObject({ code: "storage_failed" });
});

it("is made once by many at the same time", async () => {
  const path = join(root, "a", "b", "data");
  expect(await Promise.all(Array.from({ length: 20 }, () => checkDataDirectory(path)))).toEqual(
    Array(20).fill(undefined),
  );
});

it("says what keeps it from writing, though it may read", async () => {
  const refused = async () => {
    throw Object.assign(new Error("read-only"), { code: "EROFS" });
  };
  expect(await checkDataDirectory(root, refused)).toContain("the disk is read-only");
});
