import { z } from "zod";

/** What this browser remembers about its own screen. Never a secret, never a document. */
const preferencesSchema = z.object({
  theme: z.enum(["system", "dark", "light"]).default("system").catch("system"),
  inspectorOpen: z.boolean().default(true).catch(true),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = "patchbay.preferences";

/** The stored preferences; what is missing or damaged takes its default. */
export function readPreferences(storage: Storage | undefined = browserStorage()): Preferences {
  return preferencesSchema.parse(readRecord(storage));
}

/** Changes some preferences and keeps the others. A full or forbidden storage is no failure: they last for the page. */
export function writePreferences(
  change: Partial<Preferences>,
  storage: Storage | undefined = browserStorage(),
): Preferences {
  const next = { ...readPreferences(storage), ...change };
  try {
    storage?.setItem(KEY, JSON.stringify(next));
  } catch {
    // Private windows may refuse to store anything.
  }
  return next;
}

function readRecord(storage: Storage | undefined): unknown {
  try {
    const parsed: unknown = JSON.parse(storage?.getItem(KEY) ?? "{}");
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function browserStorage(): Storage | undefined {
  return typeof window === "undefined" ? undefined : window.localStorage;
}
