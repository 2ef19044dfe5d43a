/** How far two that judged the same things agree. */
export interface Agreement {
  /** Things that both judged. */
  n: number;
  /** The share on which both said the same, from 0 to 1; undefined where n is 0. */
  observed?: number;
  /**
   * Beyond chance: 1 is always, 0 as often as by chance, below 0 less often. Undefined where chance alone explains all:
   * n is 0, or both said the same of everything.
   */
  kappa?: number;
}

/**
 * Cohen's kappa (1960) of two that said yes or no of the same things:
 *
 *     κ = (pₒ − pₑ) / (1 − pₑ)
 *
 * pₒ is the share on which they agree; pₑ the share that would agree by chance, had each said yes as often as it did:
 * a·b + (1−a)·(1−b), with a and b the shares of yes of each.
 */
export function cohensKappa(pairs: Iterable<readonly [boolean, boolean]>): Agreement {
  let n = 0;
  let same = 0;
  let first = 0;
  let second = 0;
  for (const [a, b] of pairs) {
    n++;
    if (a === b) same++;
    if (a) first++;
    if (b) second++;
  }
  if (n === 0) return { n };
  const observed = same / n;
  // In whole numbers until the division, so that "all by chance" is seen exactly.
  const byChance = first * second + (n - first) * (n - second);
  const all = n * n;
  if (byChance === all) return { n, observed };
  return { n, observed, kappa: (same * n - byChance) / (all - byChance) };
}
