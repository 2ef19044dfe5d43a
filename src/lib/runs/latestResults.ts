import type { KeyedOutput } from "@/lib/engine/staleness";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import { putValuesBack } from "./largeValues";
import type { RunIndex } from "./runIndex";

/** How far back results are looked for, in runs of the same document. */
const RUNS_BACK = 50;

export interface LatestResult extends KeyedOutput {
  /** The run that it is from. */
  run: string;
  at: string;
}

/** The newest result of each of these nodes in the runs of a saved document; those that never ended are left out. */
export async function readLatestResults(
  { index, journal, assets }: { index: RunIndex; journal: RunJournal; assets: AssetStore },
  workflowId: string,
  nodes: ReadonlySet<string>,
): Promise<Map<string, LatestResult>> {
  const latest = new Map<string, LatestResult>();
  if (nodes.size === 0) return latest;
  const runs = (await index.list()).filter((run) => run.workflowId === workflowId).slice(0, RUNS_BACK);
  for (const { id } of runs) {
    const ofRun = new Map<string, LatestResult>();
    for (const event of await journal.read(id)) {
      if (event.type !== "node-end" || !nodes.has(event.node) || latest.has(event.node)) continue;
      const { output, items, key, at } = event;
      ofRun.set(event.node, {
        output,
        run: id,
        at,
        ...(items === undefined ? {} : { items }),
        ...(key === undefined ? {} : { key }),
      });
    }
    for (const [node, result] of ofRun) {
      latest.set(node, { ...result, output: await putValuesBack(result.output, assets) });
    }
    if (latest.size === nodes.size) break;
  }
  return latest;
}
