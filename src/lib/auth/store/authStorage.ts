import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { Lock, TextStore } from "@/lib/storage/ports";
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

export interface AuthStorageOptions {
  config: Config;
  texts: TextStore;
  /** Where the accounts are, and the locks of the work on them, if not among `texts`. */
  accountTexts?: TextStore;
  box: SecretBox;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Texts and locks of a store; the host id stands in the directory of the configuration. */
export function createAuthStorage({
  config,
  texts,
  accountTexts = texts,
  box,
  now = Date.now,
}: AuthStorageOptions): AuthStorage {
  return {
    openai: createOpenaiAuthStore(accountTexts, box),
    google: createAuthStore({
      texts: accountTexts,
      name: "google-auth",
      schema: googleAuthDocumentSchema,
      empty: () => ({ ...emptyAuthDocument(), accounts: [], pending: [] }),
      box,
    }),
    keys: createKeyStore(config, texts, box, now),
    servers: createServerStore(config, texts, box, now),
    lockNamed: (name) => accountTexts.lock(name, { reachesOut: true }),
    hostId: () => loadHostId(config.configDir),
  };
}
