/** How far the rows have come. */
export interface Tally {
  rows: number;
  /** Rows that have come to an end, also in an earlier start. */
  ended: number;
  failed: number;
  /** Of each row at work how much of it is done, 0 to 1. */
  working: readonly number[];
  /** Milliseconds until the end; undefined while nobody can say. */
  leftMs?: number;
}

const MAX_BAR = 30;
const MIN_BAR = 6;

/** One line of at most `columns` signs: what matters least is left out first. */
export function progressLine(tally: Tally, columns: number): string {
  const { rows, ended, failed, working } = tally;
  const share = rows === 0 ? 1 : (ended + working.reduce((sum, part) => sum + part, 0)) / rows;
  const facts = [
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(tally.leftMs === undefined ? [] : [`${durationOf(tally.leftMs)} left`]),
    ...(working.length === 0 ? [] : [`${working.length} at work`]),
  ];
  for (let count = facts.length; count >= 0; count--) {
    const words = [`${ended}/${rows}`, ...facts.slice(0, count)].join(", ");
    const room = columns - words.length - 3;
    if (room >= MIN_BAR) return `[${bar(share, Math.min(room, MAX_BAR))}] ${words}`;
  }
  return `${ended}/${rows}`.slice(0, Math.max(0, columns));
}

function bar(share: number, width: number): string {
  const full = Math.floor(Math.min(1, share) * width);
  const head = full > 0 && full < width ? ">" : "";
  return `${"=".repeat(full - head.length)}${head}`.padEnd(width);
}

function durationOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
