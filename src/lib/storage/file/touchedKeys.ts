import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheKeySchema } from "@/types/api";
import { isMissing, toStorageError } from "./storageError";

/** Names of kept results that people have changed: to find the few among many without reading all. */
export interface TouchedKeys {
  add(key: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Some of them may be changed or kept no more. @throws AppError `storage_failed` */
  list(): Promise<string[]>;
}

/** An empty file for each, in a directory of their own. */
export function createTouchedKeys(directory: string): TouchedKeys {
  return {
    add: async (key) => {
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, key), "");
    },
    remove: (key) => rm(join(directory, key), { force: true }),
    list: async () => {
      const names = await readdir(directory).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw toStorageError(error, "The kept results", "read");
      });
      return names.filter((name) => cacheKeySchema.safeParse(name).success);
    },
  };
}
