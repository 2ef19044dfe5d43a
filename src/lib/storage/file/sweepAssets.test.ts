import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createFileAssetStore } from "./fileAssetStore";
import { sweepAssets } from "./sweepAssets";
import { testDirectory } from "./testDirectory";

const DAY_MS = 86_400_000;

/** A data directory with what `put` gives, all of it put some days ago. */
async function dataWith(days = 8) {
  const directory = await testDirectory();
  const assets = createFileAssetStore(join(directory, "assets"));
  const put = async (content: string | Uint8Array) => {
    const { asset } = await assets.put(Buffer.from(content), "text/plain");
    const at = new Date(Date.now() - days * DAY_MS);
    await utimes(join(directory, "assets", asset), at, at);
    return asset;
  };
  const write = async (folder: string, name: string, content: string | Uint8Array) => {
    await mkdir(join(directory, folder), { recursive: true });
    await writeFile(join(directory, folder, name), content);
  };
  const isKept = (asset: string) =>
    assets.get(asset).then(
      () => true,
      () => false,
    );
  return { directory, assets, put, write, isKept };
}

describe("sweepAssets", () => {
  it("finds a name in a packed version, and passes over a damaged one", async () => {
    const { directory, put, write, isKept } = await dataWith();
    const [ofVersion, ofDeleted] = await Promise.all(["a", "b"].map(put));
    const padding = "x".repeat(100_000);
    await write("versions/w", "r1.json.gz", gzipSync(`{"pad":"${padding}","asset":"${ofVersion}"}`));
    await write("versions/w", "r2.json.gz", "damaged");
    await write("bin", "1.w.json", `{"asset":"${ofDeleted}"}`);
    expect(await sweepAssets(directory)).toBe(0);
    expect([await isKept(String(ofVersion)), await isKept(String(ofDeleted))]).toEqual([true, true]);
  });

  it("finds a name wherever the pieces of a long file end", async () => {
    const { directory, put, write } = await dataWith();
    const named = await Promise.all([1, 2, 3].map((number) => put(`file ${number}`)));
    // Files are read in pieces of 64 KB.
    const cut = (asset: string, at: number) => `${" ".repeat(65_536 - at)}${asset}${" ".repeat(at - 64 + 65_536)}`;
    await write("runs/r1", "events.jsonl", named.map((asset, index) => cut(asset, [1, 32, 63][index] ?? 0)).join(""));
    expect(await sweepAssets(directory)).toBe(0);
  });

  it("keeps what a trigger gives its runs", async () => {
    const { directory, put, write, isKept } = await dataWith();
    const [given, other] = await Promise.all(["a", "b"].map(put));
    await write(".", "triggers.json", `{"triggers":[{"inputs":{"picture":{"asset":"${given}"}}}]}`);
    expect(await sweepAssets(directory)).toBe(1);
    expect([await isKept(String(given)), await isKept(String(other))]).toEqual([true, false]);
  });

  it("removes nothing while something cannot be read", async () => {
    const { directory, put, write, isKept } = await dataWith();
    const asset = await put("a");
    await write("runs", "events.jsonl", "{}");
    await mkdir(join(directory, "workflows", "w.json"), { recursive: true });
    await expect(sweepAssets(directory)).rejects.toThrow(/EISDIR/);
    expect(await isKept(asset)).toBe(true);
  });
});
