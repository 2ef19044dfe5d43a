import type { Measured, Task } from "./support/contender";
import { type ContenderProcess, createContenderProcess } from "./support/contenderProcess";
import { median } from "./support/figures";
import { installPeer } from "./support/peerInstall";
import { note, report } from "./support/table";

const ROUNDS = 5;
/** One that takes longer is measured once. */
const SLOW_MS = 10_000;
const SIZES = [10, 100, 1000, 10_000];
const CALLS = 100;
const CALL_MS = 100;

const peers = [
  { name: "rivet", label: "Rivet", packageName: "@ironclad/rivet-node", installs: [{ version: "1.19.1", others: [] }] },
  {
    name: "langGraph",
    label: "LangGraph",
    packageName: "@langchain/langgraph",
    // The newest of November 2026, and the newest that a registry can serve which has not got all it depends on.
    installs: [
      { version: "1.7.3", others: ["@langchain/core@^1.3.4", "zod@4.6.7"] },
      { version: "1.4.17", others: ["@langchain/core@1.2.13", "zod@4.6.7"] },
    ],
  },
] as const;

/** CPU per pass-through node and the wall time of parallel calls: ours beside a floor of promises and beside peers. */
export async function run(): Promise<void> {
  const ours = createContenderProcess("patchbay", "Patchbay");
  const others = [createContenderProcess("floor", "promises alone"), ...(await startPeers())];
  try {
    for (const count of SIZES) await compareChains(ours, others, count);
    await compareFans(ours, others);
  } finally {
    for (const contender of [ours, ...others]) contender.stop();
  }
}

async function startPeers(): Promise<ContenderProcess[]> {
  const started: ContenderProcess[] = [];
  for (const { name, label, packageName, installs } of peers) {
    for (const { version, others } of installs) {
      try {
        const { modulePath } = await installPeer(packageName, version, [...others]);
        started.push(createContenderProcess(name, `${label} ${version}`, modulePath));
        break;
      } catch (error) {
        note(`${label} ${version} could not be installed: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  return started;
}

async function compareChains(ours: ContenderProcess, others: ContenderProcess[], count: number): Promise<void> {
  const repeats = Math.max(1, Math.round(2000 / count));
  const figures = await measureInTurn([ours, ...others], { is: "chain", count, repeats }, ({ cpu }) => {
    return cpu / repeats / count;
  });
  const what = `CPU per node, chain of ${count}`;
  tell({ what, unit: "µs", goal: { most: 10 } }, figures, ours, others);
}

async function compareFans(ours: ContenderProcess, others: ContenderProcess[]): Promise<void> {
  const task = { is: "fan", calls: CALLS, callMs: CALL_MS } as const;
  const figures = await measureInTurn([ours, ...others], task, ({ ms }) => ms);
  const what = `${CALLS} parallel calls of ${CALL_MS} ms`;
  tell({ what, unit: "ms", goal: { most: 1.15, ofRatio: true } }, figures, ours, others);
}

/** The median of each, in rounds that all take part in; or why one has none. */
async function measureInTurn(
  contenders: ContenderProcess[],
  task: Task,
  toFigure: (measured: Exclude<Measured, { failure: string }>) => number,
): Promise<Map<ContenderProcess, number | string>> {
  const taken = new Map(contenders.map((contender) => [contender, [] as number[]]));
  const failures = new Map<ContenderProcess, string>();
  const slow = new Set<ContenderProcess>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      if (failures.has(contender) || slow.has(contender)) continue;
      const measured = await contender.measure(task);
      if ("failure" in measured) failures.set(contender, measured.failure);
      else taken.get(contender)?.push(toFigure(measured));
      if ("ms" in measured && measured.ms > SLOW_MS) slow.add(contender);
    }
  }
  return new Map([...taken].map(([contender, figures]) => [contender, failures.get(contender) ?? median(figures)]));
}

function tell(
  { what, unit, goal }: Pick<Parameters<typeof report>[0], "what" | "unit" | "goal">,
  figures: Map<ContenderProcess, number | string>,
  ours: ContenderProcess,
  others: ContenderProcess[],
): void {
  const own = figures.get(ours);
  if (typeof own !== "number") throw new Error(`${what}: ours ${own}`);
  for (const [place, other] of others.entries()) {
    const figure = figures.get(other) ?? "";
    // The goal is held against the floor, which comes first.
    const beside = { name: other.label, figure };
    report({ what, ours: own, unit, beside, ...(place === 0 ? { goal } : {}) });
  }
}
