import { isObject, type JsonObject } from "@/lib/llm/narrow";
import type { AnswerState } from "@/types/llm";

/**
 * What an answer held beside its text travels in the field that OpenAI has for it: an encrypted text of an item of
 * reasoning, opaque to the client, which hands it back with the next request.
 */
const PREFIX = "patchbay.1.";

export function toEncryptedContent(state: AnswerState): string {
  return PREFIX + Buffer.from(JSON.stringify(state)).toString("base64url");
}

/** Undefined for what another server wrote, and for what nobody can read. */
export function fromEncryptedContent(text: unknown): AnswerState | undefined {
  if (typeof text !== "string" || !text.startsWith(PREFIX)) return undefined;
  try {
    const state: unknown = JSON.parse(Buffer.from(text.slice(PREFIX.length), "base64url").toString("utf8"));
    return isObject(state) ? (state satisfies JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
