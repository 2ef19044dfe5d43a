import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { testUsage } from "@/lib/engine/testRun";
import { resultCacheContract } from "@/lib/storage/contract/resultCacheContract";
import { createFileResultCache } from "./fileResultCache";
import { testDirectory } from "./testDirectory";

const key = (digit: string) => digit.repeat(64);
const DAY_MS = 86_400_000;

async function cacheWith({ maxBytes = 1e9, maxAgeMs = DAY_MS, directory = "" } = {}) {
  const path = directory === "" ? await testDirectory() : directory;
  let nowMs = Date.now();
  const limits = async () => ({ maxBytes, maxAgeMs });
  const cache = createFileResultCache({ directory: path, limits, now: () => nowMs });
  return {
    cache,
    path,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

const result = (text: string) => ({ output: { text }, usage: testUsage });

resultCacheContract("files", async () => {
  const directory = await testDirectory();
  const pathOf = (name: string) => join(directory, name.slice(0, 2), `${name}.json`);
  return {
    open: (options) => createFileResultCache({ directory, ...options }),
    lay: (name, text) => writeFile(pathOf(name), text),
    text: (name) => readFile(pathOf(name), "utf8"),
  };
});

describe("files of kept results", () => {
  it("forgets the names of what nobody holds any more", async () => {
    const { cache, path } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    await cache.change(key("a"), { pinned: true });
    await cache.change(key("a"), { pinned: false });
    expect(await readdir(join(path, "aa"))).toEqual([`${key("a")}.json`]);
    expect(await readdir(join(path, "touched"))).toEqual([key("a")]);
    await cache.touched();
    expect(await readdir(join(path, "touched"))).toEqual([]);
  });

  it("says why an entry cannot be read, and still fails no run", async () => {
    const { cache, path } = await cacheWith();
    await mkdir(join(path, "aa", `${key("a")}.json`), { recursive: true });
    await expect(cache.read(key("a"))).rejects.toMatchObject({ code: "storage_failed" });
    expect(await cache.get(key("a"))).toBeUndefined();
    await cache.put(key("a"), result("hello"));
  });

  it("holds fast what is named so, also where a crash came between the name and the words", async () => {
    const { cache, path } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    await rename(join(path, "aa", `${key("a")}.json`), join(path, "aa", `${key("a")}.pinned.json`));
    await cache.sweep();
    expect(await cache.get(key("a"), { pinnedOnly: true })).toEqual(result("hello"));
    expect(await cache.read(key("a"))).toMatchObject({ pinned: true });
  });

  it("never fails a run: where nothing can be written, nothing is kept", async () => {
    const directory = join(await testDirectory(), "a-file");
    await writeFile(directory, "");
    const { cache } = await cacheWith({ directory });
    await cache.put(key("a"), result("hello"));
    expect(await cache.get(key("a"))).toBeUndefined();
  });

  it("tells once that nothing can be kept, and again when that comes back", async () => {
    const directory = join(await testDirectory(), "cache");
    const report = vi.fn();
    const limits = async () => ({ maxBytes: 1e9, maxAgeMs: DAY_MS });
    const cache = createFileResultCache({ directory, limits, report });
    const putWhile = async (isBroken: boolean) => {
      await rm(directory, { recursive: true, force: true });
      if (isBroken) await writeFile(directory, "");
      for (const digit of ["a", "b", "c"]) await cache.put(key(digit), result("hello"));
      return report.mock.calls.length;
    };
    expect(await putWhile(true)).toBe(1);
    expect(report).toHaveBeenCalledWith(expect.any(Error));
    expect(await putWhile(false)).toBe(1);
    expect(await putWhile(true)).toBe(2);
  });
});
