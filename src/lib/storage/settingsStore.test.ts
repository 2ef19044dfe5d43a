import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { settingsStoreContract } from "./contract/settingsStoreContract";
import { createFileTextStore } from "./file/fileTextStore";
import { testDirectory } from "./file/testDirectory";
import { createSettingsStore } from "./settingsStore";

settingsStoreContract("files", async () => createFileTextStore(await testDirectory()));

async function settingsIn(directory: string) {
  return { path: join(directory, "settings.json"), store: createSettingsStore(createFileTextStore(directory)) };
}

it("keeps a damaged file as it is", async () => {
  const directory = await testDirectory();
  const { path, store } = await settingsIn(directory);
  await writeFile(path, "{ half");
  await store.write({ nodeDefaults: {} });
  const [kept = ""] = (await readdir(directory)).filter((name) => name.startsWith("settings.json.damaged-"));
  expect(await readFile(join(directory, kept), "utf8")).toBe("{ half");
});

it("says what stands in the way, and does not take it for nothing set", async () => {
  const { store, path } = await settingsIn(await testDirectory());
  await mkdir(path);
  await expect(store.read()).rejects.toMatchObject({
    code: "storage_failed",
    message: /^The settings could not be read/,
  });
  await expect(store.write({ nodeDefaults: {} })).rejects.toMatchObject({ code: "storage_failed" });
});
