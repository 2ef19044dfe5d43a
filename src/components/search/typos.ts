/** Words shorter than this are taken as they are: with a slip they could be any other. */
const LEAST_LENGTH = 4;
/** From this length on two slips are forgiven. */
const LONG = 8;

/** Whether a word is meant to be the beginning of another: letters missing, too many, wrong, or two changed over. */
export function isNearStart(word: string, typed: string): boolean {
  if (typed.length < LEAST_LENGTH) return false;
  const slips = typed.length >= LONG ? 2 : 1;
  // A letter too many or too few moves the end of the beginning.
  for (let length = typed.length - slips; length <= typed.length + slips; length += 1) {
    if (length <= word.length && distance(word.slice(0, length), typed) <= slips) return true;
  }
  return false;
}

/** Damerau and Levenshtein: the fewest changes of letters, and of neighbours, from one word to the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row[j] = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
