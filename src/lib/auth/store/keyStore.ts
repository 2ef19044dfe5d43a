import { z } from "zod";
import type { Config } from "@/lib/config";
import { changeText, createAuthenticatedText, otherVersion, type TextState } from "@/lib/security/authenticatedText";
import type { SecretBox, SecretPlace } from "@/lib/security/secretBox";
import type { StoredText, TextStore } from "@/lib/storage/ports";
import type { PutKey } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { KeyView } from "@/types/providers";
import { type KeyProviderId, keyProviderIds, mapIds, providerNames } from "@/types/providerTable";

const storedKeySchema = z.object({
  api_key: z.string(),
  last_four: z.string().max(4),
  /** Where the key is used; the configured address if absent. */
  base_url: z.string().optional(),
  updated_at: z.iso.datetime(),
});
type StoredKey = z.infer<typeof storedKeySchema>;

/** Another version's way of keeping a key: it stays, and is not used. */
const UNREAD = "unread";
const keySchema = storedKeySchema.or(z.unknown().transform((): typeof UNREAD => UNREAD)).optional();

const keysDocumentSchema = z.object({
  version: z.literal(1),
  keys: z.object(mapIds(keyProviderIds, () => keySchema)),
});
type KeysDocument = z.infer<typeof keysDocumentSchema>;

/** API keys: those entered in the UI (sealed), and those of the environment. */
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

export function createKeyStore(config: Config, texts: TextStore, box: SecretBox, now: () => number): KeyStore {
  const kept = createAuthenticatedText(texts.text("keys"), keysDocumentSchema, box);
  const lock = texts.lock("keys");

  const update = (change: (keys: KeysDocument["keys"]) => void) =>
    lock.run(() => changeText(kept, emptyDocument, ({ keys }) => change(keys)));

  /**
   * A key that a person entered counts more than one that was in the environment all along. When nobody can tell
   * whether one was entered, none is used: who pays must not change by itself.
   */
  async function findKey(provider: KeyProviderId): Promise<PutKey | undefined> {
    const state = await kept.read();
    const problem = problemOf(state, provider, kept.text);
    if (problem !== undefined) throw problem;
    const stored = storedKeyOf(state, provider);
    if (stored !== undefined) {
      return { key: await box.open(stored.api_key, placeOf(provider, stored.base_url)), baseUrl: stored.base_url };
    }
    const key = config.keys[provider].apiKey;
    return key === undefined ? undefined : { key };
  }

  async function find(provider: KeyProviderId): Promise<CredentialSource | undefined> {
    const found = await findKey(provider);
    return found && keyCredentials(config, provider, found);
  }

  return {
    async list() {
      const state = await kept.read();
      return keyProviderIds.map((provider) => {
        const problem = problemOf(state, provider, kept.text);
        if (problem !== undefined) return { provider, source: "stored", problem: problem.message };
        return toKeyView(provider, storedKeyOf(state, provider), config.keys[provider].apiKey);
      });
    },
    async put(provider, { key, baseUrl }) {
      const sealed = await box.seal(key, placeOf(provider, baseUrl));
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
  const { organization, project } = config.keys[provider];
  // The organization of the environment is none of another address.
  const place = baseUrl === undefined ? { organization, project } : { baseUrl };
  return {
    payer: { kind: "key", id: provider, provider, name: `${providerNames[provider]} key` },
    get: async () => ({ bearer: key, ...place }),
    refused: async () => false,
  };
}

function toKeyView(
  provider: KeyProviderId,
  stored: StoredKey | undefined,
  fromEnvironment: string | undefined,
): KeyView {
  if (stored !== undefined) {
    return { provider, source: "stored", lastFour: stored.last_four, baseUrl: stored.base_url };
  }
  if (fromEnvironment !== undefined) return { provider, source: "env", lastFour: lastFour(fromEnvironment) };
  return { provider, source: null };
}

/** Of a very short key nothing is told. */
function lastFour(key: string): string {
  return key.length < 12 ? "" : key.slice(-4);
}

/** The address is part of what is sealed: beside another one the key does not open. */
function placeOf(provider: KeyProviderId, baseUrl: string | undefined): SecretPlace {
  return { owner: provider, field: "api_key", address: baseUrl ?? "" };
}

function emptyDocument(): KeysDocument {
  return { version: 1, keys: {} };
}

function storedKeyOf(state: TextState<KeysDocument>, provider: KeyProviderId): StoredKey | undefined {
  const stored = state.kind === "valid" ? state.document.keys[provider] : undefined;
  return stored === UNREAD ? undefined : stored;
}

/** Why nobody can tell what was entered for this provider. */
function problemOf(state: TextState<KeysDocument>, provider: KeyProviderId, text: StoredText): AppError | undefined {
  if (state.kind === "damaged") {
    return unusable(
      `The API keys in ${text.place} were damaged or changed by something other than Patchbay, so none is used. Enter your keys again; what stands there is kept aside then.`,
    );
  }
  if (state.kind === "unknown") return otherVersion(text);
  if (state.kind === "foreign" && state.document.keys[provider] !== undefined) {
    return unusable(
      `The keys in ${text.place} were encrypted with another key than the present one. Put back the earlier PATCHBAY_SECRET or key file, or enter your keys again; a copy of what stands there is kept then.`,
    );
  }
  if (state.kind !== "valid" || state.document.keys[provider] !== UNREAD) return undefined;
  return unusable(
    `The key for ${providerNames[provider]} was entered in another version of Patchbay, in a form that this one does not know. Use that version, or enter the key again.`,
  );
}

function noKey(provider: KeyProviderId): AppError {
  return new AppError(
    "auth_required",
    `There is no API key for ${providerNames[provider]}. Add one under Project setup, Providers.`,
    { action: "add_key", provider },
  );
}

function unusable(message: string): AppError {
  return new AppError("storage_failed", message, { action: "add_key" });
}
