/** So many turns, each after so many pixels of the screen, within so many milliseconds, are a shake. */
const TURNS = 4;
const SWING = 14;
const WITHIN_MS = 1_000;

/** Tells a shake from a drag: the pointer goes quickly to and fro. Give it each place of the pointer, once. */
export function createShakeWatch(): (x: number, nowMs: number) => boolean {
  let turns: number[] = [];
  let way = 0;
  let farthest: number | undefined;
  return (x, nowMs) => {
    farthest ??= x;
    const back = x - farthest;
    if (way === 0 ? back !== 0 && Math.abs(back) >= SWING : back * way < 0 && Math.abs(back) >= SWING) {
      if (way !== 0) turns = [...turns.filter((at) => nowMs - at <= WITHIN_MS), nowMs];
      way = Math.sign(back);
      farthest = x;
    } else if (back * way > 0) {
      farthest = x;
    }
    return turns.length >= TURNS;
  };
}
