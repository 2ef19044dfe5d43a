import { locale, numberText } from "@/components/language/locale";
import { editor as words } from "@/components/messages/editor";
import { CHARACTERS_PER_TOKEN } from "@/types/llm";

/** Beyond, words are not counted: it would be felt while typing. */
const MOST_CHARACTERS = 200_000;

/** "12 words · 70 characters · about 18 tokens". */
export function textCounts(text: string): string {
  const count = text.length > MOST_CHARACTERS ? undefined : countWords(text);
  const tokens = Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  return [
    ...(count === undefined ? [] : [words.words(count, numberText(count))]),
    words.characters(text.length, numberText(text.length)),
    words.tokens(tokens, numberText(tokens)),
  ].join(" · ");
}

/** Words as the language of the page parts them, also where there are no spaces between. */
export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter(locale(), { granularity: "word" }).segment(text)) {
    if (isWordLike) count += 1;
  }
  return count;
}
