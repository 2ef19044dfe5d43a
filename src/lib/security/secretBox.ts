import { createHmac, hkdfSync } from "node:crypto";
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { AppError } from "@/types/errors";
import { loadMasterKey, type MasterKeyOptions } from "./masterKey";

/** Where a secret belongs. It is part of what is sealed: a secret moved to another row or field does not open. */
export interface SecretPlace {
  /** Id of the account, pending sign-in or provider. */
  owner: string;
  field: string;
  /** Where the secret may be sent, if that is stored beside it; "" for the configured place. */
  address?: string;
}

export interface SecretBoxOptions extends MasterKeyOptions {
  /** Decoded `PATCHBAY_SECRET_ALSO`: a key whose secrets and MACs hold as well. Nothing new is made with it. */
  secretAlso?: Uint8Array;
}

export interface SecretBox {
  /** Name of the key in use; a changed key has another name. */
  keyId(): Promise<string>;
  /** A compact JWE (RFC 7516), `dir` with A256GCM. */
  seal(plaintext: string, place: SecretPlace): Promise<string>;
  /** @throws AppError `storage_failed` if the key, the place or a single bit differs */
  open(sealed: string, place: SecretPlace): Promise<string>;
  /**
   * The same secret in the same place, sealed with the key in use; undefined for what is no secret, or is sealed with
   * that key, or with one that is not known here. @throws AppError `storage_failed` if a single bit differs
   */
  sealAnew(text: string): Promise<string | undefined>;
  /** HMAC-SHA256, base64url. */
  mac(text: string): Promise<string>;
  /** By each key that holds, the one in use first. */
  macs(text: string): Promise<{ keyId: string; mac: string }[]>;
}

interface KeyRing {
  keyId: string;
  sealing: Uint8Array;
  mac: Uint8Array;
}

const ALGORITHM = "dir";
const ENCRYPTION = "A256GCM";

/** The key is loaded at the first use, and again at the next one if that failed. */
export function createSecretBox(options: SecretBoxOptions): SecretBox {
  const also = options.secretAlso && deriveKeys(options.secretAlso);
  let ring: Promise<KeyRing> | undefined;
  const keys = () => {
    ring ??= loadMasterKey(options)
      .then(deriveKeys)
      .catch((error: unknown) => {
        ring = undefined;
        throw error;
      });
    return ring;
  };
  const keysThatOpen = async (sealed: string) => {
    const inUse = await keys();
    return also !== undefined && headerOf(sealed)?.kid === also.keyId ? also : inUse;
  };
  const seal = async (plaintext: string, { owner, field, address }: SecretPlace) => {
    const { keyId, sealing } = await keys();
    return new CompactEncrypt(new TextEncoder().encode(plaintext))
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: keyId, owner, field, address })
      .encrypt(sealing);
  };

  return {
    keyId: async () => (await keys()).keyId,
    mac: async (text) => macOf(await keys(), text),
    async macs(text) {
      const inUse = await keys();
      const all = also === undefined || also.keyId === inUse.keyId ? [inUse] : [inUse, also];
      return all.map((one) => ({ keyId: one.keyId, mac: macOf(one, text) }));
    },
    seal,
    open: opened(async (sealed, place) => openSealed(await keysThatOpen(sealed), sealed, place)),
    async sealAnew(text) {
      const place = headerOf(text);
      if (also === undefined || place?.kid !== also.keyId || also.keyId === (await keys()).keyId) return undefined;
      return seal(await openSealed(also, text, place), place);
    },
  };
}

/** Milliseconds that an opened secret stays at hand at most: each call of a model wants the same ones, some twice. */
const AT_HAND_MS = 60_000;

/** What opened once opens again; what did not is tried anew. */
function opened(open: SecretBox["open"]): SecretBox["open"] {
  const known = new Map<string, string>();
  return async (sealed, place) => {
    const name = JSON.stringify([sealed, place.owner, place.field, place.address]);
    const before = known.get(name);
    if (before !== undefined) return before;
    const secret = await open(sealed, place);
    if (known.size === 0) setTimeout(() => known.clear(), AT_HAND_MS).unref();
    known.set(name, secret);
    return secret;
  };
}

function macOf({ mac }: KeyRing, text: string): string {
  return createHmac("sha256", mac).update(text).digest("base64url");
}

/** What a sealed secret says of itself, which only opening it proves. */
function headerOf(text: string): (SecretPlace & { kid: string }) | undefined {
  if (text.split(".").length !== 5) return undefined;
  try {
    const { kid, owner, field, address } = decodeProtectedHeader(text);
    if (typeof kid !== "string" || typeof owner !== "string" || typeof field !== "string") return undefined;
    return { kid, owner, field, address: typeof address === "string" ? address : undefined };
  } catch {
    return undefined;
  }
}

/** HKDF-SHA256 (RFC 5869), one key per purpose. */
function deriveKeys(master: Uint8Array): KeyRing {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync("sha256", master, new Uint8Array(), `patchbay/v1/${purpose}`, 32));
  return {
    keyId: Buffer.from(derive("key-id")).toString("hex").slice(0, 16),
    sealing: derive("seal"),
    mac: derive("mac"),
  };
}

async function openSealed(keys: KeyRing, sealed: string, place: SecretPlace): Promise<string> {
  const opened = await compactDecrypt(sealed, keys.sealing, {
    keyManagementAlgorithms: [ALGORITHM],
    contentEncryptionAlgorithms: [ENCRYPTION],
  }).catch((cause: unknown) => {
    throw unusable(place, cause);
  });
  const { kid, owner, field, address } = opened.protectedHeader;
  // What 0.1.0 sealed names no address.
  const isElsewhere = address !== undefined && address !== place.address;
  if (kid !== keys.keyId || owner !== place.owner || field !== place.field || isElsewhere) throw unusable(place);
  return new TextDecoder().decode(opened.plaintext);
}

function unusable({ owner, field }: SecretPlace, cause?: unknown): AppError {
  return new AppError(
    "storage_failed",
    "A stored secret cannot be decrypted: it was changed, moved, or encrypted with another key. Nothing was deleted; put back the key, or enter the secret anew.",
    { reason: "secret_unreadable", owner, field },
    { cause },
  );
}
