import { setTimeout as sleep } from "node:timers/promises";
import { median } from "./support/figures";
import { memoryMbOf, startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const ROUNDS = 5;
const SETTLE_MS = 3000;

/** From starting the built app to its first answered page, and its memory once it is idle; beside an empty Node. */
export async function run(): Promise<void> {
  const [app, floor, memory]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const emptyAt = performance.now();
    const empty = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
    floor.push(performance.now() - emptyAt);
    const startedAt = performance.now();
    const server = await startBenchApp(`http://127.0.0.1:${empty.found[1]}`);
    const { status } = await fetch(server.url);
    if (status !== 200) throw new Error(`The page answered ${status}.`);
    app.push(performance.now() - startedAt);
    await sleep(SETTLE_MS);
    memory.push(memoryMbOf(server.child));
    await server.stop();
    await empty.stop();
  }
  report({
    what: "start to the first page",
    ours: median(app) / 1000,
    unit: "s",
    beside: { name: "bare HTTP server in Node", figure: median(floor) / 1000 },
    goal: { most: 1.5 },
  });
  report({ what: "memory when idle", ours: median(memory), unit: "MB", goal: { most: 140 } });
}
