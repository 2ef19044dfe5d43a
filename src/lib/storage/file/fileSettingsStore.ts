import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { carryOver } from "@/lib/storage/carryOver";
import type { SettingsStore } from "@/lib/storage/ports";
import { parseStored } from "@/lib/storage/storedJson";
import { type Settings, settingsSchema } from "@/types/api";
import { writeFileAtomic } from "./atomicFile";
import { createFileLock } from "./fileLock";
import { orStorageError } from "./storageError";
import { asideName, readStoredText } from "./storedFile";

const what = "The settings";

/**
 * Preferences in `<dataDir>/settings.json`. A value that cannot be read counts as not set, and what another version
 * keeps there stays. A damaged file counts as empty, and is kept aside by the first save.
 */
export function createFileSettingsStore(dataDir: string): SettingsStore {
  const path = join(dataDir, "settings.json");
  const lock = createFileLock(join(dataDir, "locks", "settings.lock"));

  async function readStored(): Promise<{ stored: object; isDamaged: boolean }> {
    const stored = parseStored((await readStoredText(path, what)) ?? "{}");
    return typeof stored === "object" && stored !== null && !Array.isArray(stored)
      ? { stored, isDamaged: false }
      : { stored: {}, isDamaged: true };
  }

  return {
    read: async () => readableOf((await readStored()).stored),
    write: (settings) =>
      lock.run(async () => {
        const { stored, isDamaged } = await readStored();
        if (isDamaged) await orStorageError(copyFile(path, asideName(path, "damaged")), what);
        const document = carryOver(stored, readableOf(stored), settings);
        await writeFileAtomic(path, `${JSON.stringify(document, null, 2)}\n`, { what });
        return settings;
      }),
  };
}

/** More settings that cannot be read than this are no settings. */
const MAX_UNREADABLE = 100;

/** All that this version understands, setting by setting. */
function readableOf(stored: object): Settings {
  let readable: unknown = stored;
  for (let tries = 0; tries < MAX_UNREADABLE; tries++) {
    const settings = settingsSchema.safeParse(readable);
    if (settings.success) return settings.data;
    readable = without(readable, settings.error.issues[0]?.path ?? []);
  }
  return settingsSchema.parse({});
}

function without(value: unknown, [key, ...rest]: PropertyKey[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? fields.filter(([name]) => name !== key)
      : fields.map(([name, inner]) => [name, name === key ? without(inner, rest) : inner]),
  );
}
