/** What is said of many numbers together. */
export interface Spread {
  n: number;
  mean: number;
  /** Of a sample: √(Σ(x − mean)² / (n − 1)); 0 of one number, which says nothing of others. */
  sd: number;
  min: number;
  max: number;
}

/** Mean, standard deviation and range; undefined of no numbers. Each number must be finite. */
export function spreadOf(numbers: Iterable<number>): Spread | undefined {
  let n = 0;
  let mean = 0;
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    n++;
    // Welford: large numbers close together keep their differences.
    const step = number - mean;
    mean += step / n;
    squares += step * (number - mean);
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  if (n === 0) return undefined;
  return { n, mean: Math.min(Math.max(mean, min), max), sd: n === 1 ? 0 : Math.sqrt(squares / (n - 1)), min, max };
}

/** How many passed, and which share of all; no share of none. */
export interface PassRate {
  passes: number;
  n: number;
  rate?: number;
}

/** Of what was judged alone: leave out what failed or was skipped. */
export function passRateOf(outcomes: Iterable<boolean>): PassRate {
  let n = 0;
  let passes = 0;
  for (const passed of outcomes) {
    n++;
    if (passed) passes++;
  }
  return n === 0 ? { passes, n } : { passes, n, rate: passes / n };
}
