import { copyFile, readFile, rename, stat } from "node:fs/promises";
import type { z } from "zod";
import type { SecretBox } from "@/lib/security/secretBox";
import { writeFileAtomic } from "@/lib/storage/file/atomicFile";
import { AppError } from "@/types/errors";

/** What stands on disk. Only a `valid` document may be trusted; a `foreign` one was written under another key. */
export type FileState<T> =
  | { kind: "missing" }
  | { kind: "valid"; document: T }
  | { kind: "foreign"; document: T }
  | { kind: "damaged"; reason: string };

/** A JSON file that notices when it was changed by anybody else. Callers hold their lock around read and write. */
export interface AuthenticatedFile<T> {
  readonly path: string;
  /** An unchanged file costs one `stat`. Like all methods: @throws AppError `storage_failed` */
  read(): Promise<FileState<T>>;
  write(document: T): Promise<void>;
  /** Moves the file to `<path>.<label>-<time>`. */
  moveAside(label: string): Promise<void>;
  /** Leaves the file and keeps a copy as `<path>.<label>-<time>`. */
  copyAside(label: string): Promise<void>;
}

export function createAuthenticatedFile<T extends object>(
  path: string,
  schema: z.ZodType<T>,
  box: SecretBox,
): AuthenticatedFile<T> {
  let cached: { version: string; state: FileState<T> } | undefined;

  return {
    path,
    async read() {
      const version = await orStorageFailed(path, versionOf(path));
      if (version === undefined) return { kind: "missing" };
      if (cached?.version !== version) {
        const text = await orStorageFailed(path, unlessMissing(readFile(path, "utf8")));
        if (text === undefined) return { kind: "missing" };
        cached = { version, state: await parse(text, schema, box) };
      }
      return cached.state;
    },
    async write(document) {
      const mac = await macOf(document, box);
      // No newline at the end: without its last character the text is not JSON, so every cut is noticed.
      await orStorageFailed(path, writeFileAtomic(path, canonical({ ...document, mac })));
    },
    moveAside: (label) => orStorageFailed(path, rename(path, asideName(path, label))),
    copyAside: (label) => orStorageFailed(path, copyFile(path, asideName(path, label))),
  };
}

/** Its time, size and inode: an atomic write always makes another inode. */
async function versionOf(path: string): Promise<string | undefined> {
  const stats = await unlessMissing(stat(path, { bigint: true }));
  return stats && `${stats.mtimeNs}:${stats.size}:${stats.ino}`;
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function orStorageFailed<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new AppError(
      "storage_failed",
      `${path} cannot be read or written (${reason}). Check the free space and the permissions of the data directory.`,
      { reason },
      { cause },
    );
  }
}

async function parse<T>(text: string, schema: z.ZodType<T>, box: SecretBox): Promise<FileState<T>> {
  const content = parseObject(text);
  if (content === undefined) return { kind: "damaged", reason: "it is not complete JSON" };
  const { mac, ...rest } = content;
  const writtenBy = typeof mac === "string" ? mac.split(".")[0] : undefined;
  const isForeign = writtenBy !== undefined && writtenBy !== (await box.keyId());
  if (!isForeign && mac !== (await macOf(rest, box))) {
    return { kind: "damaged", reason: "it was changed by something other than Patchbay" };
  }
  const document = schema.safeParse(rest);
  if (!document.success) return { kind: "damaged", reason: "it is not in the form this version of Patchbay writes" };
  return { kind: isForeign ? "foreign" : "valid", document: document.data };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The key's name stands before the MAC: a file of another key is told from a damaged one. */
async function macOf(document: object, box: SecretBox): Promise<string> {
  return `${await box.keyId()}.${await box.mac(canonical(document))}`;
}

function canonical(document: object): string {
  return JSON.stringify(document, null, 2);
}

function asideName(path: string, label: string): string {
  return `${path}.${label}-${new Date().toISOString().replaceAll(":", "-")}`;
}
