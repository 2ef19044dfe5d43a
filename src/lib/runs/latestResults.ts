import type { KeyedOutput } from "@/lib/engine/staleness";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import { putValuesBack } from "./largeValues";
import type { RunIndex } from "./runIndex";

/** How far back results are looked for, in runs of the same document. */
const RUNS_BACK = 50;

export interface LatestResult extends KeyedOutput {
  /** The run that it is from. */
  run: string;
  at: string;
}

interface ResultStores {
  index: RunIndex;
  journal: RunJournal;
  assets: AssetStore;
}

/**
 * The newest result of each of these nodes in the runs of a saved document; those that never ended are left out, and
 * so are runs that cannot be read, or have lost a value.
 */
export async function readLatestResults(
  { index, journal, assets }: ResultStores,
  workflowId: string,
  nodes: ReadonlySet<string>,
): Promise<Map<string, LatestResult>> {
  const latest = new Map<string, LatestResult>();
  if (nodes.size === 0) return latest;
  const { runs } = await index.list({ workflowId, limit: RUNS_BACK });
  for (const { id } of runs) {
    const missing = new Set([...nodes].filter((node) => !latest.has(node)));
    if (missing.size === 0) break;
    try {
      for (const [node, result] of await readResults({ journal, assets }, id, missing)) latest.set(node, result);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return latest;
}

/** The latest result of each of these nodes in one run. @throws AppError `not_found`, `storage_failed` */
async function readResults(
  { journal, assets }: Omit<ResultStores, "index">,
  run: string,
  nodes: ReadonlySet<string>,
): Promise<Map<string, LatestResult>> {
  const results = new Map<string, LatestResult>();
  for (const event of await journal.read(run)) {
    if (event.type !== "node-end" || !nodes.has(event.node)) continue;
    const { node, output, items, key, at } = event;
    results.set(node, {
      output,
      run,
      at,
      ...(items === undefined ? {} : { items }),
      ...(key === undefined ? {} : { key }),
    });
  }
  for (const result of results.values()) result.output = await putValuesBack(result.output, assets);
  return results;
}
