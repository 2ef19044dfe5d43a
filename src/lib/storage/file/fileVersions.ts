import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { savesToDrop } from "@/lib/storage/keptVersions";
import { parseStored } from "@/lib/storage/storedJson";
import { contentHash, noSuchVersion, parseVersionName, versionName } from "@/lib/storage/workflowDocument";
import { AppError } from "@/types/errors";
import { own } from "@/types/own";
import { idSchema, type Workflow, type WorkflowVersion } from "@/types/workflow";
import { sweepTemporaryFiles, writeFileAtomic } from "./atomicFile";
import { isMissing, orStorageError, toStorageError } from "./storageError";
import { readStoredText } from "./storedFile";

const what = "The versions of this workflow";
const ENDING = ".json.gz";
const NAMES = "names.json";

const namesSchema = z.record(z.string(), z.string());
const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

interface Save extends WorkflowVersion {
  savedAtMs: number;
  isNamed: boolean;
}

export type FileVersions = ReturnType<typeof createFileVersions>;

/**
 * Earlier saves in `<dataDir>/versions/<workflow id>`, each a compressed copy of the stored file, and the names that
 * people gave them. Whoever changes something here holds the lock of the documents.
 */
export function createFileVersions(dataDir: string, now: () => number = Date.now) {
  const root = join(/* turbopackIgnore: true */ dataDir, "versions");
  const directoryOf = (id: string) => join(root, id);
  const pathOf = (id: string, version: string) => join(directoryOf(id), `${version}${ENDING}`);

  /** Newest first. */
  const saves = async (id: string): Promise<Save[]> => {
    const [names, files] = await Promise.all([readNames(directoryOf(id)), namesIn(directoryOf(id))]);
    const versions = files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
    const read = versions.flatMap((version) => toSave(version, own(names, version)) ?? []);
    return read.sort((a, b) => b.savedAtMs - a.savedAtMs || b.revision - a.revision);
  };

  const thin = async (id: string): Promise<void> => {
    for (const { version } of savesToDrop(await saves(id), now())) await rm(pathOf(id, version), { force: true });
  };

  return {
    saves,
    /** Keeps what a file says, unless it says what the newest kept one says; gives the name of the one that does. */
    keep: async (id: string, text: string, workflow: Workflow, savedAtMs: number): Promise<string> => {
      const hash = contentHash(workflow);
      const [newest] = await saves(id);
      if (newest?.version.endsWith(`-${hash}`)) return newest.version;
      const bytes = await zipped(text);
      const version = versionName(workflow.revision, savedAtMs, bytes.byteLength, hash);
      await writeFileAtomic(pathOf(id, version), bytes, { what });
      await orStorageError(thin(id), what);
      return version;
    },
    /** The stored text. @throws AppError `not_found`, `storage_failed` */
    readText: async (id: string, version: string): Promise<string> => {
      const bytes = await readFile(pathOf(id, version)).catch((error: unknown) => {
        throw isMissing(error) ? noSuchVersion(version) : toStorageError(error, what, "read");
      });
      return unzipped(bytes).then(
        (text) => text.toString("utf8"),
        (cause: unknown) => {
          throw new AppError("storage_failed", "The file of this version is damaged.", { version }, { cause });
        },
      );
    },
    /** Null takes the name away. @throws AppError `not_found` */
    name: async (id: string, version: string, name: string | null): Promise<WorkflowVersion> => {
      const save = (await saves(id)).find((candidate) => candidate.version === version);
      if (save === undefined) throw noSuchVersion(version);
      const { [version]: _, ...others } = await readNames(directoryOf(id));
      const names = name === null ? others : { ...others, [version]: name };
      await writeNames(directoryOf(id), names);
      return toVersion({ ...save, name: name ?? undefined });
    },
    removeAll: (id: string) => orStorageError(rm(directoryOf(id), { recursive: true, force: true }), what),
    /** Lets go what has become too old. */
    sweep: async (): Promise<void> => {
      for (const id of (await namesIn(root)).filter((name) => idSchema.safeParse(name).success)) {
        await sweepTemporaryFiles(directoryOf(id));
        await orStorageError(thin(id), what);
      }
    },
  };
}

export function toVersion({ version, revision, savedAt, name, bytes }: WorkflowVersion): WorkflowVersion {
  return { version, revision, savedAt, name, bytes };
}

function toSave(version: string, name: string | undefined): Save | undefined {
  const said = parseVersionName(version);
  if (said === undefined) return undefined;
  return { version, name, ...said, savedAt: new Date(said.savedAtMs).toISOString(), isNamed: name !== undefined };
}

/** What people called versions of one document, by version. */
export async function readNames(directory: string): Promise<Record<string, string>> {
  const text = await readStoredText(join(directory, NAMES), what);
  return namesSchema.safeParse(parseStored(text ?? "{}")).data ?? {};
}

export async function writeNames(directory: string, names: Record<string, string>): Promise<void> {
  await writeFileAtomic(join(directory, NAMES), JSON.stringify(names, null, 2), { what });
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw toStorageError(error, what, "read");
  });
}
