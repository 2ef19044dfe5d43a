/** A number that stands by itself: no part of a word, of a date or of another number. */
const numbers =
  /(?<![\p{L}\p{N}_]|\p{N}[.,:/])([-+−]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)([eE][-+]?\d+)?(?![\p{L}\p{N}_]|[.,:/]\p{N})/gu;

export type NumberIn = { is: "one"; number: number } | { is: "none" } | { is: "several"; numbers: [number, number] };

/**
 * The number that a text gives: alone, or as the only one among words (“The answer is 1,250.5.”), also said twice.
 * Written as in English: a point before the decimals, commas between thousands.
 */
export function numberIn(text: string): NumberIn {
  let first: number | undefined;
  for (const [, sign = "", digits = "", exponent = ""] of text.matchAll(numbers)) {
    const number = Number(`${sign === "−" ? "-" : sign}${digits.replaceAll(",", "")}${exponent}`);
    if (!Number.isFinite(number)) continue;
    if (first !== undefined && first !== number) return { is: "several", numbers: [first, number] };
    first = number;
  }
  return first === undefined ? { is: "none" } : { is: "one", number: first };
}
