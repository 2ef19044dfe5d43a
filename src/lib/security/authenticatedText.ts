import type { z } from "zod";
import { carryOver } from "@/lib/storage/carryOver";
import type { StoredText } from "@/lib/storage/ports";
import { parseStored } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";
import type { SecretBox } from "./secretBox";

/**
 * What stands there. Only a `valid` document may be trusted. A `foreign` one names another key as its writer, which
 * nobody can check: no secret of it is used, and no address. An `unknown` one is ours, of a version that writes it in
 * another form.
 */
export type TextState<T> = { kind: "missing" } | (Content<T> & { version: string });

type Content<T> =
  /** `stored` is all that stands there, but for its MAC, which is that of the key `keyId`. */
  | { kind: "valid"; document: T; stored: object; keyId: string }
  | { kind: "foreign"; document: T }
  | { kind: "unknown" }
  | { kind: "damaged"; reason: string };

/** A JSON text that notices when it was changed by anybody else. Callers hold their lock around read and write. */
export interface AuthenticatedText<T> {
  readonly text: StoredText;
  /** Like all methods: @throws AppError `storage_failed` */
  read(): Promise<TextState<T>>;
  /** Over what was read. In a `valid` text, what the schema does not know stays as it is. */
  write(document: T, over: TextState<T>): Promise<void>;
}

/** Of a text that is `unknown`. */
export function otherVersion({ place }: StoredText): AppError {
  return new AppError(
    "storage_failed",
    `What stands in ${place} was written by another version of Patchbay in a form that this one does not know. It stays as it is; use that version, or move it away to begin anew.`,
    { reason: "other_version" },
  );
}

export function createAuthenticatedText<T extends object>(
  text: StoredText,
  schema: z.ZodType<T>,
  box: SecretBox,
): AuthenticatedText<T> {
  let cached: (Content<T> & { version: string }) | undefined;

  return {
    text,
    async read() {
      const current = await text.read();
      if (current === undefined) return { kind: "missing" };
      if (cached?.version === current.version) return cached;
      cached = { ...(await parse(current.text, schema, box)), version: current.version };
      return cached;
    },
    async write(document, over) {
      const content = over.kind === "valid" ? carryOver(over.stored, over.document, document) : document;
      const mac = toSignature({ keyId: await box.keyId(), mac: await box.mac(canonical(content)) });
      const signed = canonical({ ...content, mac });
      await text.write(signed, over.kind === "missing" ? undefined : over.version);
    },
  };
}

/**
 * Lets `change` edit a copy of what may be trusted, and writes it; what cannot be used is kept beside the new one.
 * Callers hold their lock. @throws AppError `storage_failed`
 */
export async function changeText<T extends object, R>(
  kept: AuthenticatedText<T>,
  empty: () => T,
  change: (document: T) => R | Promise<R>,
): Promise<R> {
  const state = await kept.read();
  if (state.kind === "unknown") throw otherVersion(kept.text);
  const document = state.kind === "valid" ? structuredClone(state.document) : empty();
  const result = await change(document);
  if (state.kind === "foreign") await kept.text.copyAside("other-key");
  if (state.kind === "damaged") await kept.text.copyAside("damaged");
  await kept.write(document, state);
  return result;
}

/** The key's name and an HMAC-SHA256 in base64url. */
const macPattern = /^([0-9a-f]{16})\.[\w-]{43}$/;

async function parse<T>(text: string, schema: z.ZodType<T>, box: SecretBox): Promise<Content<T>> {
  const content = parseStored(text);
  if (typeof content !== "object" || content === null) return { kind: "damaged", reason: "it is not complete JSON" };
  const { mac, ...stored }: { mac?: unknown } = content;
  const writtenBy = typeof mac === "string" ? macPattern.exec(mac)?.[1] : undefined;
  const ours = await box.macs(canonical(stored));
  const signed = ours.find((one) => mac === toSignature(one));
  const isForeign = writtenBy !== undefined && ours.every(({ keyId }) => keyId !== writtenBy);
  if (!isForeign && signed === undefined) {
    return { kind: "damaged", reason: "it was changed by something other than Patchbay" };
  }
  const document = schema.safeParse(stored);
  if (document.success) {
    if (signed === undefined) return { kind: "foreign", document: document.data };
    return { kind: "valid", document: document.data, stored, keyId: signed.keyId };
  }
  return isForeign
    ? { kind: "damaged", reason: "it is not in the form this version of Patchbay writes" }
    : { kind: "unknown" };
}

/** The key's name stands before the MAC: a text of another key is told from a damaged one. */
function toSignature({ keyId, mac }: { keyId: string; mac: string }): string {
  return `${keyId}.${mac}`;
}

// No newline at the end: without its last character the text is not JSON, so every cut is noticed.
function canonical(document: object): string {
  return JSON.stringify(document, null, 2);
}
