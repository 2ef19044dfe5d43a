import { isDeepStrictEqual } from "node:util";
import { editedOutput } from "@/lib/nodes/editedOutput";
import { type CacheChange, type CacheEntry, cacheEntrySchema } from "@/types/api";
import { AppError } from "@/types/errors";

/** Made once: each schema compiles a parser of its own. */
const storedEntrySchema = cacheEntrySchema.loose();

/**
 * An entry, with what another version has added to it; undefined for something else: what a power cut left, or a person.
 * @throws AppError `conflict` for an entry that another version writes in a form of its own
 */
export function parseEntry(key: string, text: string): CacheEntry | undefined {
  const value = parseJson(text);
  const entry = storedEntrySchema.safeParse(value);
  if (entry.success) return entry.data;
  if (typeof value !== "object" || value === null || !("key" in value) || value.key !== key) return undefined;
  const message = "This result was kept by another version of Patchbay, which alone can read it. It was left as it is.";
  throw new AppError("conflict", message, { key });
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws AppError `invalid_request` for an output that the result does not have, `conflict` */
export function applyChange(before: CacheEntry, change: CacheChange, nowMs: number): CacheEntry {
  const { key } = before;
  const { pinned = before.pinned, output, original } = change;
  const unknown = Object.keys(output ?? {}).filter((port) => !Object.hasOwn(before.output, port));
  if (unknown.length > 0) {
    const message = `This result has no output ${unknown.join(", ")}; it has ${Object.keys(before.output).join(", ")}.`;
    throw new AppError("invalid_request", message, { key });
  }
  const at = new Date(nowMs).toISOString();
  if (original === true) return restored(before, pinned, at);
  if (output === undefined) return { ...before, pinned };
  const edited = editedOutput(before.output, output);
  // What was edited by an earlier version has lost what the model gave.
  const given = before.original ?? (before.editedAt === undefined ? before.output : undefined);
  if (given !== undefined && isDeepStrictEqual(edited, given)) return restored(before, pinned, at);
  const editedSince = before.editedAt === undefined ? at : before.editedSince;
  return { ...before, output: edited, original: given, editedAt: at, editedSince, restoredAt: undefined, pinned };
}

/** @throws AppError `conflict` where the model's answer is not kept */
function restored(before: CacheEntry, pinned: boolean, at: string): CacheEntry {
  if (before.editedAt === undefined) return { ...before, pinned };
  if (before.original === undefined) {
    const message = "The model's own answer is not kept any more. Run the node fresh to ask for it again.";
    throw new AppError("conflict", message, { key: before.key });
  }
  const { original, editedAt: _, ...rest } = before;
  return { ...rest, output: original, original: undefined, restoredAt: at, pinned };
}

export function isTouched({ pinned, editedAt, restoredAt }: CacheEntry): boolean {
  return pinned || editedAt !== undefined || restoredAt !== undefined;
}

export function notKept(key: string): AppError {
  return new AppError("not_found", "This result is not kept any more.", { key });
}
