import { createChoices } from "./random";

/** A plausible number of tokens: four characters each. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Cuts a text into pieces of one to three words, spaces kept, the same way every time. */
export function toPieces(text: string): string[] {
  const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  const choices = createChoices(text);
  const pieces: string[] = [];
  for (let at = 0; at < words.length; ) {
    const size = 1 + choices.int(3);
    pieces.push(words.slice(at, at + size).join(""));
    at += size;
  }
  return pieces;
}

/** The beginning of a text that fits into so many tokens, cut at a word. */
export function cutToTokens(text: string, maxTokens: number): string {
  if (countTokens(text) <= maxTokens) return text;
  return text.slice(0, maxTokens * 4).replace(/\s+\S*$/, "");
}
