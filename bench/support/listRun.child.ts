import { runPlan } from "@/lib/engine/runPlan";
import { listWorkflow, runServiceIn, watch } from "@/lib/runs/testRunService";
import { cpuMicroseconds } from "./figures";
import { bareOptions, chainPlan, listPlan } from "./graphs";

export interface SizedRun {
  /** Microseconds. */
  cpu: number;
  peakMb: number;
}

export type SizedWork = "engine-list" | "engine-chain" | "saved-list";

/** What runs: in the engine alone, or with journal, cache and an answering model, as the server runs it. */
const works: Record<SizedWork, (count: number, directory: string) => Promise<unknown>> = {
  "engine-list": (count) => runPlan(bareOptions(listPlan(count))),
  "engine-chain": (count) => runPlan(bareOptions(chainPlan(count))),
  "saved-list": async (count, directory) => {
    const items = Array.from({ length: count }, (_, index) => `item ${index}`);
    const runs = runServiceIn(directory);
    const { id } = await runs.start(listWorkflow(items, { maxParallel: 16 }));
    return (await watch(runs, id)).at(-1);
  },
};

// A process of its own, so that its peak memory is of this work alone.
const [work = "", count = "", directory = ""] = process.argv.slice(2);
let status: unknown;
const cpu = await cpuMicroseconds(async () => {
  const end = await works[work as SizedWork](Number(count), directory); // named by lists.ts
  if (typeof end === "object" && end !== null && "status" in end) status = end.status;
});
if (status !== "completed") throw new Error(`The run ended as ${status}.`);
process.send?.({ cpu, peakMb: process.resourceUsage().maxRSS / 1024 } satisfies SizedRun);
process.disconnect?.();
