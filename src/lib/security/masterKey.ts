import { randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensurePrivateDirectory } from "@/lib/storage/file/atomicFile";
import { AppError } from "@/types/errors";

const KEY_BYTES = 32;

export interface MasterKeyOptions {
  /** Decoded `PATCHBAY_SECRET`. */
  secret: Uint8Array | undefined;
  /** Directory of `secret.key`, used when there is no `secret`. */
  configDir: string;
}

/** The secret all keys are derived from; the key file is made when it is first needed. @throws AppError `storage_failed` */
export async function loadMasterKey({ secret, configDir }: MasterKeyOptions): Promise<Uint8Array> {
  if (secret !== undefined) return secret;
  const path = join(configDir, "secret.key");
  try {
    return decodeKeyFile((await readKeyFile(path)) ?? (await createKeyFile(configDir, path)));
  } catch (cause) {
    throw new AppError(
      "storage_failed",
      `The encryption key in ${path} cannot be used. Put back the file that was there, or set PATCHBAY_SECRET; nothing was deleted.`,
      { reason: "key_unusable" },
      { cause },
    );
  }
}

async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Written aside and linked into place: `link` fails if the name is taken, so of two processes that start together
 * one wins, and nobody ever reads a half-written key.
 */
async function createKeyFile(directory: string, path: string): Promise<string> {
  await ensurePrivateDirectory(directory);
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString("base64")}\n`);
    await file.sync();
    await link(temporary, path).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
  return readFile(path, "utf8");
}

function decodeKeyFile(text: string): Uint8Array {
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) throw new Error(`the key file holds ${key.length} bytes instead of ${KEY_BYTES}`);
  return Uint8Array.from(key);
}
