/**
 * How far two texts are alike, from 0 to 1: the coefficient of Sørensen (1948) and Dice (1945) over pairs of neighbouring
 * characters,
 *
 *     2·|A ∩ B| / (|A| + |B|)
 *
 * A and B are the pairs of each text, each as often as it occurs. Case, forms of the same letter (NFKC) and the width of
 * white space do not count. It needs no words, so it holds for Korean and Chinese too, and takes time that grows with
 * the texts alone. Texts of a single character are alike (1) or not (0).
 */
export function similarityOf(a: string, b: string): number {
  const [first, second] = [plain(a), plain(b)];
  if (first === second) return 1;
  const left = new Map<string, number>();
  let total = 0;
  for (const pair of pairsOf(first)) {
    left.set(pair, (left.get(pair) ?? 0) + 1);
    total++;
  }
  let common = 0;
  for (const pair of pairsOf(second)) {
    total++;
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    common++;
  }
  return total === 0 ? 0 : (2 * common) / total;
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

function* pairsOf(text: string): Generator<string> {
  let before: string | undefined;
  for (const character of text) {
    if (before !== undefined) yield before + character;
    before = character;
  }
}
