import { type Settings, settingsSchema } from "@/types/api";
import { carryOver } from "./carryOver";
import type { SettingsStore, TextStore, VersionedText } from "./ports";
import { parseStored } from "./storedJson";

/**
 * Preferences. A value that cannot be read counts as not set, and what another version keeps there stays. A damaged
 * text counts as empty, and is kept aside by the first save.
 */
export function createSettingsStore(texts: TextStore): SettingsStore {
  const text = texts.text("settings", "The settings");
  const lock = texts.lock("settings");
  return {
    read: async () => readableOf(parse(await text.read()).stored),
    write: (settings) =>
      lock.run(async () => {
        const current = await text.read();
        const { stored, isDamaged } = parse(current);
        if (isDamaged) await text.copyAside("damaged");
        const document = carryOver(stored, readableOf(stored), settings);
        await text.write(`${JSON.stringify(document, null, 2)}\n`, current?.version);
        return settings;
      }),
  };
}

function parse(current: VersionedText | undefined): { stored: object; isDamaged: boolean } {
  const stored = parseStored(current?.text ?? "{}");
  return typeof stored === "object" && stored !== null && !Array.isArray(stored)
    ? { stored, isDamaged: false }
    : { stored: {}, isDamaged: true };
}

/** More settings that cannot be read than this are no settings. */
const MAX_UNREADABLE = 100;

/** All that this version understands, setting by setting. */
function readableOf(stored: object): Settings {
  let readable: unknown = stored;
  for (let tries = 0; tries < MAX_UNREADABLE; tries++) {
    const settings = settingsSchema.safeParse(readable);
    if (settings.success) return settings.data;
    readable = without(readable, settings.error.issues[0]?.path ?? []);
  }
  return settingsSchema.parse({});
}

function without(value: unknown, [key, ...rest]: PropertyKey[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? fields.filter(([name]) => name !== key)
      : fields.map(([name, inner]) => [name, name === key ? without(inner, rest) : inner]),
  );
}
