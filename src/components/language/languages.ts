import { z } from "zod";

/** Languages of the screen, the first for who wants none of the others. */
export const languages = ["en", "ko", "zh"] as const;
export type Language = (typeof languages)[number];

const chosenSchema = z.enum(languages).optional().catch(undefined);

/** What each calls itself. */
export const languageNames: Record<Language, string> = { en: "English", ko: "한국어", zh: "简体中文" };

/** For `<html lang>` and `Intl`; the English of dates and numbers is the British one: day before month, 24 hours. */
export const localeOf: Record<Language, string> = { en: "en-GB", ko: "ko-KR", zh: "zh-CN" };

/** The server reads it, so that a page begins in its language. */
export const LANGUAGE_COOKIE = "patchbay-language";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps a language for every later page of this browser; this one has to be loaded again. */
export function chooseLanguage(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: Cookie Store is missing in Firefox and in plain-http contexts
  document.cookie = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

/**
 * The language of a page: the chosen one, else the first of the browser's that we have.
 * @param cookie value of `LANGUAGE_COOKIE`, of any form.
 * @param accepted the header `Accept-Language`, of any form.
 */
export function languageOf(cookie: string | undefined, accepted: string | null): Language {
  return chosenSchema.parse(cookie) ?? preferred(accepted ?? "").find((language) => language !== undefined) ?? "en";
}

function preferred(accepted: string): (Language | undefined)[] {
  return accepted
    .split(",")
    .map((part) => part.trim().split(/\s*;\s*q=/i))
    .map(([tag = "", quality = "1"]) => ({ tag: tag.toLowerCase(), quality: Number.parseFloat(quality) || 0 }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => languages.find((language) => tag === language || tag.startsWith(`${language}-`)));
}
