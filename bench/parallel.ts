import { median, wallMs } from "./support/figures";
import { floor } from "./support/floor";
import { patchbay } from "./support/patchbay";
import { report } from "./support/table";

const CALLS = 100;
const CALL_MS = 100;
const ROUNDS = 5;

/** Wall time of 100 calls drawn side by side, against waiting for 100 timers at once. */
export async function run(): Promise<void> {
  const [engine, floors]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await wallMs(floor.fan(CALLS, CALL_MS)));
    engine.push(await wallMs(patchbay.fan(CALLS, CALL_MS)));
  }
  report({
    what: `${CALLS} parallel calls of ${CALL_MS} ms`,
    ours: median(engine),
    unit: "ms",
    beside: { name: "timers alone", figure: median(floors) },
    goal: { most: 1.15, ofRatio: true },
  });
}
