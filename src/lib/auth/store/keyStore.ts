import { join } from "node:path";
import { z } from "zod";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import { createFileLock } from "@/lib/storage/file/fileLock";
import type { PutKey } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import { type KeyProviderId, type KeyView, keyProviderIds, providerNames } from "@/types/providers";
import { createAuthenticatedFile } from "./authenticatedFile";

const keysDocumentSchema = z.object({
  version: z.literal(1),
  keys: z.partialRecord(
    z.enum(keyProviderIds),
    z.object({
      api_key: z.string(),
      last_four: z.string().max(4),
      /** Where the key is used; the configured address if absent. */
      base_url: z.string().optional(),
      updated_at: z.iso.datetime(),
    }),
  ),
});
type KeysDocument = z.infer<typeof keysDocumentSchema>;

/** API keys: those entered in the UI (`data/keys.json`, sealed), and those of the environment. */
export interface KeyStore {
  /** One entry for each provider that takes a key. @throws AppError `storage_failed` */
  list(): Promise<KeyView[]>;
  /** In the place of the one before, with its address. */
  put(provider: KeyProviderId, entered: PutKey): Promise<void>;
  /** Forgets the entered key; one of the environment is used again. */
  remove(provider: KeyProviderId): Promise<void>;
  /** The credential of one call, if there is a key. @throws AppError `storage_failed` */
  find(provider: KeyProviderId): Promise<CredentialSource | undefined>;
  /** The credential of one call. @throws AppError `auth_required`, `storage_failed` */
  credentials(provider: KeyProviderId): Promise<CredentialSource>;
}

export function createKeyStore(config: Config, box: SecretBox, now: () => number): KeyStore {
  const file = createAuthenticatedFile(join(config.dataDir, "keys.json"), keysDocumentSchema, box);
  const lock = createFileLock(join(config.dataDir, "locks", "keys.lock"));

  async function read(): Promise<KeysDocument> {
    const state = await file.read();
    if (state.kind === "valid" || state.kind === "foreign") return state.document;
    return { version: 1, keys: {} };
  }

  /** A file that cannot be used is kept beside the new one. */
  const update = (change: (keys: KeysDocument["keys"]) => void) =>
    lock.run(async () => {
      const { kind } = await file.read();
      const document = structuredClone(await read());
      change(document.keys);
      if (kind === "foreign") await file.copyAside("other-key");
      if (kind === "damaged") await file.moveAside("damaged");
      await file.write(document);
    });

  /**
   * A key that a person entered counts more than one that was in the environment all along. When nobody can tell
   * whether one was entered, none is used: who pays must not change by itself.
   */
  async function findKey(provider: KeyProviderId): Promise<PutKey | undefined> {
    if ((await file.read()).kind === "damaged") throw damagedKeys(file.path);
    const stored = (await read()).keys[provider];
    if (stored !== undefined)
      return { key: await box.open(stored.api_key, placeOf(provider)), baseUrl: stored.base_url };
    const key = environmentKey(config, provider);
    return key === undefined ? undefined : { key };
  }

  async function find(provider: KeyProviderId): Promise<CredentialSource | undefined> {
    const found = await findKey(provider);
    return found && keyCredentials(config, provider, found);
  }

  return {
    async list() {
      const { keys } = await read();
      return keyProviderIds.map((provider) => toKeyView(provider, keys[provider], environmentKey(config, provider)));
    },
    async put(provider, { key, baseUrl }) {
      const sealed = await box.seal(key, placeOf(provider));
      const updatedAt = new Date(now()).toISOString();
      await update((keys) => {
        keys[provider] = { api_key: sealed, last_four: lastFour(key), base_url: baseUrl, updated_at: updatedAt };
      });
    },
    remove: (provider) =>
      update((keys) => {
        delete keys[provider];
      }),
    find,
    async credentials(provider) {
      const found = await find(provider);
      if (found === undefined) throw noKey(provider);
      return found;
    },
  };
}

function keyCredentials(config: Config, provider: KeyProviderId, { key, baseUrl }: PutKey): CredentialSource {
  const { organization, project } = config.openai;
  // The organization of the environment is OpenAI's own affair, and none of another address.
  const place = baseUrl === undefined ? provider === "openai" && { organization, project } : { baseUrl };
  return {
    payer: { kind: "key", id: provider, provider, name: `${providerNames[provider]} key` },
    get: async () => ({ bearer: key, ...place }),
    refused: async () => false,
  };
}

function toKeyView(
  provider: KeyProviderId,
  stored: NonNullable<KeysDocument["keys"][KeyProviderId]> | undefined,
  fromEnvironment: string | undefined,
): KeyView {
  if (stored !== undefined) {
    return { provider, source: "stored", lastFour: stored.last_four, baseUrl: stored.base_url };
  }
  if (fromEnvironment !== undefined) return { provider, source: "env", lastFour: lastFour(fromEnvironment) };
  return { provider, source: null };
}

function environmentKey(config: Config, provider: KeyProviderId): string | undefined {
  return { openai: config.openai.apiKey, google: config.gemini.apiKey }[provider];
}

/** Of a very short key nothing is told. */
function lastFour(key: string): string {
  return key.length < 12 ? "" : key.slice(-4);
}

const placeOf = (provider: KeyProviderId) => ({ owner: provider, field: "api_key" });

function noKey(provider: KeyProviderId): AppError {
  return new AppError(
    "auth_required",
    `There is no API key for ${providerNames[provider]}. Add one under Project setup, Providers.`,
    { action: "add_key", provider },
  );
}

function damagedKeys(path: string): AppError {
  return new AppError(
    "storage_failed",
    `The file of API keys (${path}) was damaged or changed by something other than Patchbay, so no key is used. Enter your keys again; the file is kept aside then.`,
    { action: "add_key" },
  );
}
