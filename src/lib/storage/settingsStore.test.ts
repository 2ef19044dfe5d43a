import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createFileTextStore } from "./file/fileTextStore";
import { testDirectory } from "./file/testDirectory";
import { createSettingsStore } from "./settingsStore";

async function settingsIn(text?: string) {
  const directory = await testDirectory();
  const path = join(directory, "settings.json");
  if (text !== undefined) await writeFile(path, text);
  return { directory, path, store: createSettingsStore(createFileTextStore(directory)) };
}

it("begins with nothing set, and gives back what was saved", async () => {
  const { store, directory } = await settingsIn();
  expect(await store.read()).toEqual({ nodeDefaults: {} });
  await store.write({ nodeDefaults: { model: "m" }, runs: { keepDays: 3 } });
  expect(await createSettingsStore(createFileTextStore(directory)).read()).toEqual({
    nodeDefaults: { model: "m" },
    runs: { keepDays: 3 },
  });
});

it("reads setting by setting what another version wrote, and keeps the rest of it", async () => {
  const stored = {
    lastWorkflowId: "demo",
    theme: "violet",
    nodeDefaults: { provider: "somebody-new", model: "m", tools: ["search"] },
    cache: { maxMegabytes: "plenty", maxAgeDays: 7 },
    runs: { keepDays: 3 },
  };
  const { store, path } = await settingsIn(JSON.stringify(stored));
  const settings = await store.read();
  expect(settings).toEqual({
    lastWorkflowId: "demo",
    nodeDefaults: { model: "m" },
    cache: { maxAgeDays: 7 },
    runs: { keepDays: 3 },
  });
  const { runs: _, ...changed } = { ...settings, lastWorkflowId: "other" };
  await store.write(changed);
  const { runs: __, ...kept } = stored;
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({ ...kept, lastWorkflowId: "other" });
  await store.write({ ...changed, nodeDefaults: { provider: "google" } });
  expect(JSON.parse(await readFile(path, "utf8")).nodeDefaults).toEqual({ provider: "google", tools: ["search"] });
});

it.each(["{ half", "[]", '"text"', "null", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`])(
  "takes a damaged file as empty and keeps it aside on the first save: %.10s",
  async (text) => {
    const { store, directory } = await settingsIn(text);
    expect(await store.read()).toEqual({ nodeDefaults: {} });
    await store.write({ nodeDefaults: {}, planNoticeSeen: true });
    expect(await store.read()).toMatchObject({ planNoticeSeen: true });
    const [kept = ""] = (await readdir(directory)).filter((name) => name.startsWith("settings.json.damaged-"));
    expect(await readFile(join(directory, kept), "utf8")).toBe(text);
  },
);

it("says what stands in the way, and does not take it for nothing set", async () => {
  const { store, path } = await settingsIn();
  await mkdir(path);
  await expect(store.read()).rejects.toMatchObject({
    code: "storage_failed",
    message: /^The settings could not be read/,
  });
  await expect(store.write({ nodeDefaults: {} })).rejects.toMatchObject({ code: "storage_failed" });
});
