import { z } from "zod";
import { createAuthenticatedText, type TextState } from "@/lib/security/authenticatedText";
import type { SecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { parseStored } from "@/lib/storage/storedJson";
import { isAppError } from "@/types/errors";

/** What became of one text. */
export interface RotatedText {
  name: string;
  /** Of it, those that were sealed with the key in use now, and were not before. */
  secrets: number;
  /** Those that no key opens, which stay as they are: nothing could use them before either. */
  unreadable: number;
  /**
   * `sealed`: nothing of it needs another key any more; `other_key`: it was written with a key that is not known here,
   * `damaged`: by something other than Patchbay. Both stay as they are.
   */
  state: "sealed" | "other_key" | "damaged";
}

type Counts = Pick<RotatedText, "secrets" | "unreadable">;
const anyDocument = z.looseObject({});
type AnyText = TextState<Record<string, unknown>>;

/**
 * Seals all that is kept with the key in use, text by text, whatever version of Patchbay wrote it: accounts, sign-ins
 * that wait, keys, servers. A text is changed as a whole, and readers take both keys meanwhile, so that it can be cut off
 * and done again. Those that hold no secret are left out. @throws AppError `storage_failed`
 */
export async function* rotateSecret(texts: TextStore, box: SecretBox): AsyncGenerator<RotatedText> {
  for (const name of await texts.names()) {
    if (!(await isAuthenticated(texts, name))) continue;
    const rotated = await texts.lock(lockOf(name)).run(() => rotateText(texts, name, box));
    if (rotated !== undefined) yield rotated;
  }
}

/** Pending sign-ins beside accounts of another key, a person's (`@`) too, stand under the lock of those accounts. */
function lockOf(name: string): string {
  return name.replace(/\.waiting(?=@|$)/, "");
}

async function isAuthenticated(texts: TextStore, name: string): Promise<boolean> {
  const stored = parseStored((await texts.text(name).read())?.text ?? "");
  return typeof stored === "object" && stored !== null && "mac" in stored;
}

async function rotateText(texts: TextStore, name: string, box: SecretBox): Promise<RotatedText | undefined> {
  const kept = createAuthenticatedText(texts.text(name), anyDocument, box);
  const state: AnyText = await kept.read();
  if (state.kind === "missing") return undefined;
  if (state.kind === "foreign") return { name, secrets: 0, unreadable: 0, state: "other_key" };
  if (state.kind !== "valid") return { name, secrets: 0, unreadable: 0, state: "damaged" };
  const counts: Counts = { secrets: 0, unreadable: 0 };
  const document = anyDocument.parse(await sealAll(state.document, box, counts));
  if (counts.secrets > 0 || state.keyId !== (await box.keyId())) {
    // As it is: it was walked whole, and rows need not have an id here.
    await kept.write(document, { ...state, stored: {}, document: {} });
  }
  return { name, ...counts, state: "sealed" };
}

/** Any text in it that says of itself that the other key sealed it. */
async function sealAll(value: unknown, box: SecretBox, counts: Counts): Promise<unknown> {
  if (typeof value === "string") {
    try {
      const sealed = await box.sealAnew(value);
      if (sealed === undefined) return value;
      counts.secrets++;
      return sealed;
    } catch (error) {
      if (!isAppError(error)) throw error;
      counts.unreadable++;
      return value;
    }
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((one) => sealAll(one, box, counts)));
  const fields = Object.entries(value).map(async ([key, one]) => [key, await sealAll(one, box, counts)] as const);
  return Object.fromEntries(await Promise.all(fields));
}
