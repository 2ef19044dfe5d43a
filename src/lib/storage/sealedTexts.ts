import { createHash } from "node:crypto";
import { z } from "zod";
import type { SecretBox } from "@/lib/security/secretBox";
import { isAppError } from "@/types/errors";
import type { TextStore } from "./ports";
import { parseStored } from "./storedJson";

/** Secrets that end by themselves, for all processes: each stands in a text of its own, sealed. */
export interface SealedTexts {
  /** Undefined where there is none, it has ended, or no key opens it. @throws AppError `storage_failed` */
  find(name: string): Promise<string | undefined>;
  /** In the place of the one before. @throws AppError `storage_failed` */
  keep(name: string, secret: string): Promise<void>;
}

export interface SealedTextsOptions {
  texts: TextStore;
  box: Pick<SecretBox, "seal" | "open">;
  /** What they are: the beginning of their names. */
  kind: string;
  /** Milliseconds for which one is kept. */
  forMs: number;
  /** How many are kept; the oldest go first. */
  max: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** How often what has ended is removed, in milliseconds. */
const SWEEP_MS = 60 * 60_000;

const storedSchema = z.object({ version: z.literal(1), endsAt: z.iso.datetime(), sealed: z.string() });
type Stored = z.infer<typeof storedSchema>;

export function createSealedTexts({ texts, box, kind, forMs, max, now }: SealedTextsOptions): SealedTexts {
  const prefix = `${kind}-`;
  let sweptAtMs = now();

  /** Whoever reads the store learns no more than that something is kept. */
  const textNameOf = (name: string) => `${prefix}${createHash("sha256").update(name).digest("hex").slice(0, 40)}`;
  const placeOf = (textName: string) => ({ owner: textName, field: "sealed" });

  async function read(textName: string): Promise<Stored | undefined> {
    const text = await texts.text(textName).read();
    const stored = text && storedSchema.safeParse(parseStored(text.text));
    return stored?.success === true ? stored.data : undefined;
  }

  const endOf = (stored: Stored | undefined) => (stored === undefined ? 0 : Date.parse(stored.endsAt));

  async function sweep(): Promise<void> {
    const ends: { textName: string; endsAtMs: number }[] = [];
    for (const textName of await texts.names()) {
      if (textName.startsWith(prefix)) ends.push({ textName, endsAtMs: endOf(await read(textName)) });
    }
    const kept = ends.filter(({ endsAtMs }) => endsAtMs > now()).sort((a, b) => b.endsAtMs - a.endsAtMs);
    const stays = new Set(kept.slice(0, max).map(({ textName }) => textName));
    for (const { textName } of ends) if (!stays.has(textName)) await texts.text(textName).remove();
  }

  return {
    find: async (name) => {
      const textName = textNameOf(name);
      const stored = await read(textName);
      if (stored === undefined || endOf(stored) <= now()) return undefined;
      return box.open(stored.sealed, placeOf(textName)).catch((error: unknown) => {
        // Another key sealed it.
        if (isAppError(error)) return undefined;
        throw error;
      });
    },
    keep: async (name, secret) => {
      const textName = textNameOf(name);
      const sealed = await box.seal(secret, placeOf(textName));
      const endsAt = new Date(now() + forMs).toISOString();
      const content = JSON.stringify({ version: 1, endsAt, sealed } satisfies Stored);
      const text = texts.text(textName);
      // Without a lock: of two who keep the same at one time, one is told that it came too late.
      await text.write(content, (await text.read())?.version);
      if (now() - sweptAtMs < SWEEP_MS) return;
      sweptAtMs = now();
      await sweep();
    },
  };
}
