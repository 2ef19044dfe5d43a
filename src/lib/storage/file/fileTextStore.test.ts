import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { textStoreContract } from "@/lib/storage/contract/textStoreContract";
import { createFileTextStore } from "./fileTextStore";
import { testDirectory } from "./testDirectory";

textStoreContract("a data directory", async () => {
  const directory = await testDirectory();
  return { store: createFileTextStore(directory), other: createFileTextStore(directory) };
});

it("keeps a text in a private file of its name, and copies beside it", async () => {
  const directory = await testDirectory();
  const text = createFileTextStore(directory).text("keys");
  await text.write("{}", undefined);
  expect(text.place).toBe(join(directory, "keys.json"));
  expect((await stat(text.place)).mode & 0o777).toBe(0o600);
  await text.copyAside("other-key");
  const kept = String(await text.newestAside("other-key"));
  expect(await readFile(join(directory, kept), "utf8")).toBe("{}");
  expect(await readdir(directory)).toHaveLength(2);
});
