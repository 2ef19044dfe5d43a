/** For words: at most two decimals. */
export function roundScore(number: number): number {
  return Math.round(number * 100) / 100;
}
