import { join } from "node:path";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import { createFileLock } from "@/lib/storage/file/fileLock";
import type { Lock } from "@/lib/storage/ports";
import { emptyAuthDocument, type GoogleAuthDocument, googleAuthDocumentSchema } from "./authFileSchema";
import { type AuthStore, createAuthStore } from "./authStore";
import { loadHostId } from "./hostId";
import { createKeyStore, type KeyStore } from "./keyStore";
import { createOpenaiAuthStore, type OpenaiAuthStore } from "./openaiAuthStore";
import { createServerStore, type ServerStore } from "./serverStore";

export type GoogleAuthStore = AuthStore<GoogleAuthDocument>;

/** Where accounts and keys are kept, and what keeps processes from working on the same one at once. */
export interface AuthStorage {
  openai: OpenaiAuthStore;
  google: GoogleAuthStore;
  keys: KeyStore;
  servers: ServerStore;
  /** The lock of this name, the same for all processes that share the accounts. */
  lockNamed(name: string): Lock;
  /** The id of this installation. @throws AppError `storage_failed` */
  hostId(): Promise<string>;
}

/** Files in the data directory; the host id stands in the directory of the configuration. */
export function createFileAuthStorage(config: Config, box: SecretBox, now: () => number = Date.now): AuthStorage {
  const { dataDir, configDir } = config;
  return {
    openai: createOpenaiAuthStore(dataDir, box),
    google: createAuthStore({
      dataDir,
      name: "google-auth",
      schema: googleAuthDocumentSchema,
      empty: () => ({ ...emptyAuthDocument(), accounts: [], pending: [] }),
      box,
    }),
    keys: createKeyStore(config, box, now),
    servers: createServerStore(config, box, now),
    lockNamed: (name) => createFileLock(join(dataDir, "locks", `${name}.lock`)),
    hostId: () => loadHostId(configDir),
  };
}
