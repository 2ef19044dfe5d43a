import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { listWorkflow, runServiceIn, runToEnd } from "@/lib/runs/testRunService";
import { AppError } from "@/types/errors";
import { median } from "./support/figures";
import { inDirectory } from "./support/inDirectory";
import type { SizedRun, SizedWork } from "./support/listRun.child";
import { report } from "./support/table";

const ITEMS = 1000;
const LIMIT = 16;
const MANY = 10_000;
const FEW = 10;
const ROUNDS = 3;

/** What one failed item costs the others, and what ten thousand items or nodes take. */
export async function run(): Promise<void> {
  await inDirectory(failOne);
  await growTo("engine-list", `list of ${MANY}, engine alone`);
  await growTo("engine-chain", `chain of ${MANY}, engine alone`);
  await growTo("saved-list", `list of ${MANY} model calls, journal and cache on disk`);
}

/** One item in the middle fails for good; everything is saved as the server does it. */
async function failOne(directory: string): Promise<void> {
  let atOnce = 0;
  let most = 0;
  const callLlm = answering(async (text) => {
    most = Math.max(most, ++atOnce);
    await sleep(2);
    atOnce--;
    if (text === "item 500") throw new AppError("invalid_request", "This one fails.");
    return text.toUpperCase();
  });
  const items = Array.from({ length: ITEMS }, (_, index) => `item ${index}`);
  const events = await runToEnd(runServiceIn(directory, { callLlm }), listWorkflow(items, { maxParallel: LIMIT }));
  const kept = events.filter((event) => event.type === "node-item" && event.node === "m" && event.status === "done");
  const what = `${ITEMS} items at a limit of ${LIMIT}, one fails`;
  report({ what: `${what}: kept`, ours: kept.length, unit: "", goal: { least: ITEMS - 1, most: ITEMS - 1 } });
  report({ what: `${what}: most at work at once`, ours: most, unit: "", goal: { least: LIMIT, most: LIMIT } });
}

/** CPU for each of many and the peak memory, beside few: planning included, in a process that has run nothing before. */
async function growTo(work: SizedWork, name: string): Promise<void> {
  const [many, few]: [SizedRun[], SizedRun[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await inDirectory((directory) => runSized(work, FEW, directory)));
    many.push(await inDirectory((directory) => runSized(work, MANY, directory)));
  }
  const cpu = median(many.map((each) => each.cpu)) / MANY;
  report({ what: `${name}: CPU each, cold and planned`, ours: cpu, unit: "µs" });
  const beside = { name: `the same with ${FEW}`, figure: median(few.map(({ peakMb }) => peakMb)) };
  report({ what: "  peak memory", ours: median(many.map(({ peakMb }) => peakMb)), unit: "MB", beside });
}

function runSized(work: SizedWork, count: number, directory: string): Promise<SizedRun> {
  const child = fork("bench/support/listRun.child.ts", [work, String(count), directory], {
    execArgv: ["--import", "./bin/register.mjs"],
  });
  return new Promise((resolve, reject) => {
    // It sends one, of this shape.
    child.once("message", (message) => resolve(message as SizedRun));
    child.once("exit", (status) => reject(new Error(`${work} of ${count} ended with status ${status}.`)));
  });
}
