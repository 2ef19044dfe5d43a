import { copyFile, rename } from "node:fs/promises";
import type { z } from "zod";
import type { SecretBox } from "@/lib/security/secretBox";
import { carryOver } from "@/lib/storage/carryOver";
import { writeFileAtomic } from "@/lib/storage/file/atomicFile";
import { orStorageError } from "@/lib/storage/file/storageError";
import { asideName, readStoredText, versionOfFile } from "@/lib/storage/file/storedFile";
import { parseStored } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";

/**
 * What stands on disk. Only a `valid` document may be trusted. A `foreign` one names another key as its writer, which
 * nobody can check: no secret of it is used, and no address. An `unknown` one is ours, of a version that writes it in
 * another form.
 */
export type FileState<T> =
  | { kind: "missing" }
  /** `stored` is all that stands in the file, but for its MAC. */
  | { kind: "valid"; document: T; stored: object }
  | { kind: "foreign"; document: T }
  | { kind: "unknown" }
  | { kind: "damaged"; reason: string };

/** A JSON file that notices when it was changed by anybody else. Callers hold their lock around read and write. */
export interface AuthenticatedFile<T> {
  readonly path: string;
  /** An unchanged file costs one `stat`. Like all methods: @throws AppError `storage_failed` */
  read(): Promise<FileState<T>>;
  /** In a `valid` file, what the schema does not know stays as it is. */
  write(document: T): Promise<void>;
  /** Moves the file to `<path>.<label>-<time>`. */
  moveAside(label: string): Promise<void>;
  /** Leaves the file and keeps a copy as `<path>.<label>-<time>`. */
  copyAside(label: string): Promise<void>;
}

/** Of a file that is `unknown`. */
export function otherVersion(path: string): AppError {
  return new AppError(
    "storage_failed",
    `${path} was written by another version of Patchbay in a form that this one does not know. It stays as it is; use that version, or move the file away to begin anew.`,
    { reason: "other_version" },
  );
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
      const version = await versionOfFile(path);
      if (version === undefined) return { kind: "missing" };
      if (cached?.version !== version) {
        const text = await readStoredText(path);
        if (text === undefined) return { kind: "missing" };
        cached = { version, state: await parse(text, schema, box) };
      }
      return cached.state;
    },
    async write(document) {
      const current = cached?.version === (await versionOfFile(path)) ? cached?.state : undefined;
      const content = current?.kind === "valid" ? carryOver(current.stored, current.document, document) : document;
      await writeFileAtomic(path, canonical({ ...content, mac: await macOf(content, box) }));
    },
    moveAside: (label) => orStorageError(rename(path, asideName(path, label)), path),
    copyAside: (label) => orStorageError(copyFile(path, asideName(path, label)), path),
  };
}

/** The key's name and an HMAC-SHA256 in base64url. */
const macPattern = /^([0-9a-f]{16})\.[\w-]{43}$/;

async function parse<T>(text: string, schema: z.ZodType<T>, box: SecretBox): Promise<FileState<T>> {
  const content = parseStored(text);
  if (typeof content !== "object" || content === null) return { kind: "damaged", reason: "it is not complete JSON" };
  const { mac, ...stored }: { mac?: unknown } = content;
  const writtenBy = typeof mac === "string" ? macPattern.exec(mac)?.[1] : undefined;
  const isForeign = writtenBy !== undefined && writtenBy !== (await box.keyId());
  if (!isForeign && mac !== (await macOf(stored, box))) {
    return { kind: "damaged", reason: "it was changed by something other than Patchbay" };
  }
  const document = schema.safeParse(stored);
  if (document.success) return { kind: isForeign ? "foreign" : "valid", document: document.data, stored };
  return isForeign
    ? { kind: "damaged", reason: "it is not in the form this version of Patchbay writes" }
    : { kind: "unknown" };
}

/** The key's name stands before the MAC: a file of another key is told from a damaged one. */
async function macOf(document: object, box: SecretBox): Promise<string> {
  return `${await box.keyId()}.${await box.mac(canonical(document))}`;
}

// No newline at the end: without its last character the text is not JSON, so every cut is noticed.
function canonical(document: object): string {
  return JSON.stringify(document, null, 2);
}
