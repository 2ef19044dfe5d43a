import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { createSessionStore } from "@/lib/storage/sessionStore";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import type { Storage, StorageOptions } from "@/lib/storage/storage";
import { ensurePrivateDirectory, sweepTemporaryFiles } from "./atomicFile";
import { createFileArchive } from "./fileArchive";
import { createFileAssetStore } from "./fileAssetStore";
import { createFileResultCache } from "./fileResultCache";
import { createFileRunDigests } from "./fileRunDigests";
import { createFileRunLabels } from "./fileRunLabels";
import { createFileRuns } from "./fileRuns";
import { createFileTextStore } from "./fileTextStore";
import { createFileWorkflowStore } from "./fileWorkflowStore";
import { orStorageError } from "./storageError";
import { sweepAssets } from "./sweepAssets";

/** Everything in one directory of this computer. */
export function createFileStorage(dataDir: string, { toCacheLimits, reportLostResults }: StorageOptions): Storage {
  // The bundler would take this for files of the app and trace the whole project.
  const inData = (name: string) => join(/* turbopackIgnore: true */ dataDir, name);
  const texts = createFileTextStore(dataDir);
  const settings = createSettingsStore(texts);
  return {
    workflows: createFileWorkflowStore(dataDir),
    ...createFileRuns(inData("runs")),
    listing: { kind: "digests", digests: createFileRunDigests(inData("runs")) },
    labels: createFileRunLabels(inData("runs")),
    assets: createFileAssetStore(inData("assets")),
    cache: createFileResultCache({
      directory: inData("cache"),
      limits: async () => toCacheLimits(await settings.read()),
      report: reportLostResults,
    }),
    settings,
    sessions: createSessionStore(texts),
    texts,
    prepare: async () => {},
    tidy: async () => {
      await Promise.all(["", "workflows", "bin", "assets"].map((name) => sweepTemporaryFiles(inData(name))));
    },
    sweepAssets: () => sweepAssets(dataDir),
    archive: createFileArchive(dataDir),
    place: `Data directory ${dataDir}`,
    check: async () => {
      await ensurePrivateDirectory(dataDir);
      await orStorageError(access(dataDir, constants.R_OK | constants.W_OK), `The data directory ${dataDir}`);
    },
    close: async () => {},
  };
}
