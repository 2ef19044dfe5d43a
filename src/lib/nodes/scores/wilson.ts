/** Where a share lies that was seen in a sample, both ends from 0 to 1. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The score interval of Wilson (1927) for `passes` of `n`: with z = 1.96, in 95 of 100 samples it holds the true share.
 *
 *     (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),  p = passes / n
 *
 * Unlike p ± z·√(p(1−p)/n) it stays within 0 and 1 and says something of 0 of 5. Undefined where nothing was seen.
 */
export function wilson(passes: number, n: number, z = 1.96): Interval | undefined {
  if (!(n > 0)) return undefined;
  const p = Math.min(Math.max(passes / n, 0), 1);
  const square = (z * z) / n;
  const middle = p + square / 2;
  const half = z * Math.sqrt((p * (1 - p)) / n + square / (4 * n));
  const scale = 1 + square;
  // Of none and of all, one end is exactly 0 or 1; rounding would show it beside.
  return {
    low: p === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: p === 1 ? 1 : Math.min(1, (middle + half) / scale),
  };
}
