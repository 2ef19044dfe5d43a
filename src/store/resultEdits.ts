import type { CacheChange, CacheEntry, TouchedResult } from "@/types/api";
import { toErrorBody } from "@/types/errors";
import type { ResultState } from "./history";
import { changeCacheEntry, listTouchedResults } from "./resultEndpoints";
import { isActive } from "./runStatus";
import { withTouched } from "./touchedResults";
import { runStore } from "./useRun";
import { workflowActions, workflowStore } from "./useWorkflow";

/** What people do with kept results: pin them, put other words in their place, take the model's back. */

/** Changes a kept result, shows it and remembers it as a step of undo. @throws AppError `not_found`, `conflict` */
export function changeResult(before: CacheEntry, change: CacheChange): Promise<CacheEntry> {
  return inTurn(before.key, async (latest = before) => {
    const after = await changeCacheEntry(before.key, change);
    workflowActions().recordResult({ before: stateOf(latest), after: stateOf(after) });
    showEntry(after);
    return after;
  });
}

/** Changes under way, by the key of their result: what the latest of them gives. */
const underWay = new Map<string, Promise<CacheEntry | undefined>>();

/**
 * Changes of one result come one after the other: answers that overtake each other would show, and undo would bring
 * back, what the earlier one left. Each is told what the one before it gave, if that was still under way.
 */
function inTurn(key: string, change: (latest?: CacheEntry) => Promise<CacheEntry>): Promise<CacheEntry> {
  const before = underWay.get(key) ?? Promise.resolve(undefined);
  const turn = before.then(change);
  const ended = turn.catch(() => before);
  underWay.set(key, ended);
  void ended.then(() => underWay.get(key) === ended && underWay.delete(key));
  return turn;
}

function stateOf({ key, output, pinned }: CacheEntry): ResultState {
  return { key, output, pinned };
}

/** Grows with each change that is shown: a list that was asked for before may not have it. */
let edition = 0;

function showEntry(entry: TouchedResult): void {
  edition++;
  showTouched(new Map(runStore.getState().touched).set(entry.key, entry));
}

function showTouched(touched: ReadonlyMap<string, TouchedResult>): void {
  const { run, isGhost } = runStore.getState();
  // A run of old is shown as it was.
  runStore.setState({ touched, run: isGhost ? run : withTouched(run, touched) });
}

/**
 * Shows kept results as people have left them, whenever a run has been told to its end or results of earlier ones have
 * come, and puts back on the server what undo and redo bring. Returns the clean-up.
 */
export function watchResults(onFailure: (message: string) => void): () => void {
  let asked: unknown[] = [];
  const look = () => {
    const { run, ranGraph, isGhost } = runStore.getState();
    const basis = [run.id, run.endedAt, ranGraph, isGhost];
    if (isActive(run.status) || isSame(basis, asked)) return;
    asked = basis;
    if (run.id === null) return;
    // Without it nothing is wrong but a missing mark.
    void load().catch(() => undefined);
  };
  const load = async (): Promise<void> => {
    const before = edition;
    const results = await listTouchedResults();
    if (edition !== before) return load();
    showTouched(new Map(results.map((result) => [result.key, result])));
  };
  const put = async ({ key, output, pinned }: ResultState): Promise<CacheEntry> => {
    const after = await changeCacheEntry(key, { output, pinned });
    showEntry(after);
    return after;
  };
  const ends = [
    runStore.subscribe(look),
    workflowStore.subscribe(({ wantedResult }, before) => {
      if (wantedResult === null || wantedResult === before.wantedResult) return;
      inTurn(wantedResult.key, () => put(wantedResult)).catch((error) => onFailure(toErrorBody(error).message));
    }),
  ];
  look();
  return () => {
    for (const end of ends) end();
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
