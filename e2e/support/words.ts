import type { Language } from "@/components/language/languages";
import type { WordsOf } from "@/components/language/translate";
import { allMessages } from "@/components/messages/all";
import { ko } from "@/components/messages/ko/ko";
import { zh } from "@/components/messages/zh/zh";

export type Words = WordsOf<typeof allMessages>;

/** The words of the screen by language. That none is missing is a test of its own (catalogues.test.ts). */
export const wordsOf: Record<Language, Words> = { en: allMessages, ko: ko as Words, zh: zh as Words };
