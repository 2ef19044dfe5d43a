import { pause } from "@/lib/pause";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { ActiveRuns } from "./activeRuns";
import { type EventBatch, type ReadTo, readOn, since } from "./eventBatches";
import type { Subscription } from "./runFeed";
import type { RunRelays } from "./runRelays";

/** How soon a store that was away is asked again, in milliseconds. */
const PAUSE_MS = 1000;

export interface FollowedFrom {
  journal: RunJournal;
  assets: AssetStore;
  active: Pick<ActiveRuns, "get">;
  relays: RunRelays;
}

/**
 * Events of a run with `seq > after`: those that its journal has, then live ones until the run ends, whichever process
 * works on it. @throws AppError `not_found`, `storage_failed`
 */
export async function* followRun(
  { journal, assets, active, relays }: FollowedFrom,
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  const to: ReadTo = { end: journal.placeAfter(after), last: after };
  let live: Subscription | undefined;
  do {
    // Before the journal is read: what comes meanwhile comes twice, and nothing is missed.
    live = active.get(id)?.feed.subscribe(signal) ?? (await relays.subscribe(id, signal));
    try {
      yield* readPatiently({ journal, assets }, id, to, signal);
      for await (const batch of live?.batches ?? []) {
        const events = since(batch, to.last);
        to.last = events.at(-1)?.seq ?? to.last;
        if (events.length > 0) yield events;
      }
    } finally {
      live?.close();
    }
  } while (live?.goesOn());
}

/** A reader that has begun waits for a store that is away. */
async function* readPatiently(
  stores: Pick<FollowedFrom, "journal" | "assets">,
  id: string,
  to: ReadTo,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  for (;;) {
    try {
      return yield* readOn(stores, id, to);
    } catch (error) {
      if (!stores.journal.outlasts(error)) throw error;
      if (!(await pause(PAUSE_MS, signal))) return;
    }
  }
}
