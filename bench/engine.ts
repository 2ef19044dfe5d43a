import type { RunPlanOptions } from "@/lib/engine/options";
import { runPlan } from "@/lib/engine/runPlan";
import type { Plan } from "@/lib/graph/plan";
import { cpuMicroseconds, median, repeat } from "./support/figures";
import { floor } from "./support/floor";
import { bareOptions, chainPlan, heldPlan, listPlan } from "./support/graphs";
import { report } from "./support/table";

const ROUNDS = 7;
/** Before those that count: a server has compiled what it runs. */
const WARM_ROUNDS = 3;

/** CPU of the engine per pass-through node and per list item, against a plain promise for each. */
export async function run(): Promise<void> {
  for (const count of [10, 100, 1000, 10_000]) await compare(`node, chain of ${count}`, chainPlan(count), count);
  for (const count of [10, 100, 1000, 10_000]) {
    const { plan, childOf } = heldPlan(count);
    await compare(`node inside of a node, chain of ${count}`, plan, count, childOf);
  }
  for (const count of [10, 100, 1000, 10_000]) await compare(`item, list of ${count}`, listPlan(count), count);
}

async function compare(name: string, plan: Plan, count: number, childOf?: RunPlanOptions["childOf"]): Promise<void> {
  const repeats = Math.max(1, Math.round(2000 / count));
  const promises = floor.chain(count);
  const [engine, floors]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM_ROUNDS; round++) await repeat(repeats, () => runWhole(plan, childOf));
  for (let round = 0; round < ROUNDS; round++) {
    engine.push((await cpuMicroseconds(() => repeat(repeats, () => runWhole(plan, childOf)))) / repeats / count);
    floors.push((await cpuMicroseconds(() => repeat(repeats, promises))) / repeats / count);
  }
  const beside = { name: "promises alone", figure: median(floors) };
  report({ what: `engine CPU per ${name}`, ours: median(engine), unit: "µs", beside, goal: { most: 10 } });
}

async function runWhole(plan: Plan, childOf: RunPlanOptions["childOf"]): Promise<void> {
  const { status } = await runPlan({ ...bareOptions(plan), ...(childOf && { childOf }) });
  if (status !== "completed") throw new Error(`The graph ended as ${status}.`);
}
