import type { KeyedOutput } from "@/lib/engine/staleness";
import { withItemOutput } from "@/lib/nodes/editedOutput";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { CacheEntry } from "@/types/api";
import { isAppError } from "@/types/errors";
import { isOwn } from "@/types/runPlace";
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
  /** Kept results that people have changed. None if absent. */
  touched?: () => Promise<readonly CacheEntry[]>;
}

/**
 * The newest result of each of these nodes in the runs of a saved document; those that never ended are left out, and
 * so are runs that cannot be read, or have lost a value. What people have changed since is as they left it.
 */
export async function readLatestResults(
  { index, journal, assets, touched = async () => [] }: ResultStores,
  workflowId: string,
  nodes: ReadonlySet<string>,
): Promise<Map<string, LatestResult>> {
  const latest = new Map<string, LatestResult>();
  if (nodes.size === 0) return latest;
  const { runs } = await index.list({ workflowId, limit: RUNS_BACK });
  const changed: Changed = new Map((await touched()).map((entry) => [entry.key, entry]));
  for (const { id } of runs) {
    const missing = new Set([...nodes].filter((node) => !latest.has(node)));
    if (missing.size === 0) break;
    try {
      for (const [node, result] of await readResults({ journal, assets }, id, missing, changed))
        latest.set(node, result);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return latest;
}

type Changed = ReadonlyMap<string, CacheEntry>;

/** The latest result of each of these nodes in one run. @throws AppError `not_found`, `storage_failed` */
async function readResults(
  { journal, assets }: Pick<ResultStores, "journal" | "assets">,
  run: string,
  nodes: ReadonlySet<string>,
  changed: Changed,
): Promise<Map<string, LatestResult>> {
  const results = new Map<string, LatestResult>();
  const changedItems: { node: string; item: number; at: string; entry: CacheEntry }[] = [];
  for (const event of (await journal.read(run)).filter(isOwn)) {
    if (event.type === "node-item" && nodes.has(event.node)) {
      const entry = event.key === undefined ? undefined : changed.get(event.key);
      if (entry !== undefined) changedItems.push({ node: event.node, item: event.item, at: event.at, entry });
    }
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
  for (const result of results.values()) {
    const entry = changed.get(result.key ?? "");
    const isChanged = entry !== undefined && isChangedSince(entry, result.at);
    result.output = isChanged ? entry.output : await putValuesBack(result.output, assets);
  }
  for (const { node, item, at, entry } of changedItems) {
    const result = results.get(node);
    if (result?.items === undefined || !isChangedSince(entry, at)) continue;
    result.output = withItemOutput(result.output, item, result.items, entry.output);
  }
  return results;
}

function isChangedSince({ editedAt, restoredAt }: CacheEntry, at: string): boolean {
  return (editedAt ?? restoredAt ?? "") > at;
}
