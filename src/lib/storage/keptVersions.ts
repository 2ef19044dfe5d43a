/** What the name of a kept save says. */
export interface KeptSave {
  /** Milliseconds since 1970. */
  savedAtMs: number;
  bytes: number;
  isNamed: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What unnamed saves of one document may take, and how many of the last hour are kept. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_OF_LAST_HOUR = 300;
const KEEP_MS = 30 * DAY_MS;

/**
 * Which saves of one document are let go: named ones stay, all of the last hour, of a day the last of each ten minutes,
 * of thirty days the last of each day. The newest always stays; where there is too much, the oldest go first.
 */
export function savesToDrop<Save extends KeptSave>(saves: readonly Save[], nowMs: number): Save[] {
  const newestFirst = saves.filter(({ isNamed }) => !isNamed).toSorted((a, b) => b.savedAtMs - a.savedAtMs);
  const slots = new Set<string>();
  let bytes = 0;
  return newestFirst.filter((save, index) => {
    const slot = slotOf(save.savedAtMs, nowMs);
    const isTaken = slot === undefined ? index >= MAX_OF_LAST_HOUR : slots.has(slot);
    const isTooOld = nowMs - save.savedAtMs > KEEP_MS;
    if (index > 0 && (isTaken || isTooOld || bytes + save.bytes > MAX_BYTES)) return true;
    if (slot !== undefined) slots.add(slot);
    bytes += save.bytes;
    return false;
  });
}

/** Saves of one slot stand for each other; undefined where each stands for itself. */
function slotOf(savedAtMs: number, nowMs: number): string | undefined {
  const age = nowMs - savedAtMs;
  if (age < HOUR_MS) return undefined;
  return age < DAY_MS
    ? `${Math.floor(savedAtMs / (10 * MINUTE_MS))} of ten minutes`
    : `${Math.floor(savedAtMs / DAY_MS)} of days`;
}
