import type { allMessages } from "@/components/messages/all";
import type { Language } from "./languages";
import { setLanguage } from "./locale";

// biome-ignore lint/suspicious/noExplicitAny: parameters are contravariant; only `any` stands for all of them
type Saying = (...facts: any[]) => string;

/** Another language's words for the same things: same names, and same facts where a sentence has some. */
export type WordsOf<T> = T extends string
  ? string
  : T extends Saying
    ? (...facts: Parameters<T>) => string
    : { readonly [K in keyof T]: WordsOf<T[K]> };

/** As `WordsOf`, where what is missing stays English. */
export type Translation<T> = T extends string | Saying ? WordsOf<T> : { readonly [K in keyof T]?: Translation<T[K]> };

export type Catalogue = Translation<typeof allMessages>;

/** One area of a catalogue. */
export type Area<Name extends keyof Catalogue> = NonNullable<Catalogue[Name]>;

const catalogues: Record<Exclude<Language, "en">, () => Promise<Catalogue>> = {
  ko: () => import("@/components/messages/ko/ko").then((module) => module.ko),
  zh: () => import("@/components/messages/zh/zh").then((module) => module.zh),
};

/**
 * Makes every word of the messages one of this language, in place: whoever holds a part of it sees the change.
 * Only in a browser, and before anything is drawn. Fails when the catalogue cannot be loaded.
 */
export async function speak(language: Language): Promise<void> {
  if (language !== "en") {
    const [english, catalogue] = await Promise.all([import("@/components/messages/all"), catalogues[language]()]);
    overwrite(english.allMessages, catalogue);
  }
  setLanguage(language);
}

/** Replaces the leaves of `words` by those of `by`. */
export function overwrite(words: object, by: object): void {
  const target = words as Record<string, unknown>;
  for (const [key, value] of Object.entries(by)) {
    const held = target[key];
    if (isBranch(held) && isBranch(value)) overwrite(held, value);
    else target[key] = value;
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
