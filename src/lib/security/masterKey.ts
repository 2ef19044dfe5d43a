import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readOrCreateFile } from "@/lib/storage/file/readOrCreateFile";
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
  const text = await readOrCreateFile(path, () => `${randomBytes(KEY_BYTES).toString("base64")}\n`);
  try {
    return decodeKeyFile(text);
  } catch (cause) {
    throw new AppError(
      "storage_failed",
      `The encryption key in ${path} cannot be used. Put back the file that was there, or set PATCHBAY_SECRET; nothing was deleted.`,
      { reason: "key_unusable" },
      { cause },
    );
  }
}

function decodeKeyFile(text: string): Uint8Array {
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) throw new Error(`the key file holds ${key.length} bytes instead of ${KEY_BYTES}`);
  return Uint8Array.from(key);
}
