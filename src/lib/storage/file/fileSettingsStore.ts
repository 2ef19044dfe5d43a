import { readFile } from "node:fs/promises";
import type { SettingsStore } from "@/lib/storage/ports";
import { settingsSchema } from "@/types/api";
import { writeFileAtomic } from "./atomicFile";
import { toStorageError } from "./storageError";

/** Preferences in one JSON file. What cannot be read counts as not set: preferences are never worth a failed start. */
export function createFileSettingsStore(path: string): SettingsStore {
  return {
    read: async () => {
      const text = await readFile(path, "utf8").catch(() => "{}");
      try {
        return settingsSchema.parse(JSON.parse(text));
      } catch {
        return settingsSchema.parse({});
      }
    },
    write: async (settings) => {
      try {
        await writeFileAtomic(path, `${JSON.stringify(settings, null, 2)}\n`);
      } catch (error) {
        throw toStorageError(error, "The settings");
      }
      return settings;
    },
  };
}
