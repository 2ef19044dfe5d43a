import { runPlan } from "@/lib/engine/runPlan";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { AppError } from "@/types/errors";
import type { WorkflowGraph } from "@/types/workflow";
import { cpuMicroseconds, median, report } from "./support/figures";

const ROUNDS = 7;

/** CPU of the engine per pass-through node and per list item, against a plain promise for each. */
export async function run(): Promise<void> {
  for (const count of [10, 100, 1000, 10_000]) await compare(`chain of ${count} nodes`, chain(count), count);
  for (const count of [10, 100, 1000, 10_000]) await compare(`list of ${count} items`, list(count), count);
}

async function compare(name: string, graph: WorkflowGraph, count: number): Promise<void> {
  const plan = planGraph(graph, portsOf);
  const repeats = Math.max(1, Math.round(2000 / count));
  const engine: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    engine.push((await cpuMicroseconds(() => repeat(repeats, () => runGraph(plan)))).cpu / repeats / count);
    floor.push((await cpuMicroseconds(() => repeat(repeats, () => promiseChain(count)))).cpu / repeats / count);
  }
  report(`engine, ${name}`, median(engine), "µs each", "≤ 10, flat");
  report("  against one promise each", median(engine) / median(floor), "×");
}

/** A prompt and `count` joins, each passing on what it gets. */
function chain(count: number): WorkflowGraph {
  const joins = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    type: "join",
    data: { separator: "" },
  }));
  return {
    nodes: [{ id: "start", type: "prompt", data: { text: "x" } }, ...joins],
    edges: joins.map(({ id }, index) => ({
      id: `e${index}`,
      source: { node: index === 0 ? "start" : `n${index - 1}`, port: "text" },
      target: { node: id, port: "items" },
    })),
  };
}

/** A list of `count` items, through a prompt that runs for each. */
function list(count: number): WorkflowGraph {
  const text = Array.from({ length: count }, (_, index) => `item ${index}`).join("\n");
  return {
    nodes: [
      { id: "list", type: "list", data: { text, split: "lines" } },
      { id: "each", type: "prompt", data: { text: "{{x}}" } },
    ],
    edges: [{ id: "e", source: { node: "list", port: "items" }, target: { node: "each", port: "x" } }],
  };
}

async function runGraph(plan: ReturnType<typeof planGraph>): Promise<void> {
  const unused = () => {
    throw new AppError("internal", "A pass-through graph calls nothing outside.");
  };
  const { status } = await runPlan({
    plan,
    runInputs: {},
    callLlm: unused,
    assets: { fromDataUrl: unused, toDataUrl: unused, toText: unused },
    signal: new AbortController().signal,
    emit: () => {},
    reportBug: String,
  });
  if (status !== "completed") throw new Error(`The graph ended as ${status}.`);
}

async function promiseChain(count: number): Promise<string> {
  let value = Promise.resolve("x");
  for (let index = 0; index < count; index++) value = value.then((text) => [text].join(""));
  return value;
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < times; index++) await work();
}
