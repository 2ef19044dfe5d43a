import { z } from "zod";
import { browserStorage } from "./browserStorage";

export const INSPECTOR_WIDTH = { min: 280, usual: 320, max: 560 };

const width = z.number().min(INSPECTOR_WIDTH.min).max(INSPECTOR_WIDTH.max);

/** What this browser remembers about its own screen. Never a secret, never a document. */
const preferencesSchema = z.object({
  /** In pixels. */
  inspectorWidth: width.default(INSPECTOR_WIDTH.usual).catch(INSPECTOR_WIDTH.usual),
  /** The drawer with runs and problems. */
  isDrawerOpen: z.boolean().default(false).catch(false),
  /** Dragged nodes keep to the dots of the canvas. */
  snapToGrid: z.boolean().default(false).catch(false),
  /** The map of the canvas. */
  isMapOpen: z.boolean().default(false).catch(false),
  /** The outline beside the canvas. */
  isOutlineOpen: z.boolean().default(false).catch(false),
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
