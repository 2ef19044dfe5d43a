import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { ActiveRuns } from "./activeRuns";
import { type EventBatch, since, withValues } from "./eventBatches";
import type { Subscription } from "./runFeed";
import type { RunRelays } from "./runRelays";

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
  let last = after;
  let end = journal.placeAfter(after);
  let live: Subscription | undefined;
  do {
    // Before the journal is read: what comes meanwhile comes twice, and nothing is missed.
    live = active.get(id)?.feed.subscribe(signal) ?? (await relays.subscribe(id, signal));
    try {
      for await (const piece of journal.readFrom(id, end)) {
        end = piece.end;
        const events = since(piece.events, last);
        last = events.at(-1)?.seq ?? last;
        yield* withValues(events, assets);
      }
      for await (const batch of live?.batches ?? []) {
        const events = since(batch, last);
        last = events.at(-1)?.seq ?? last;
        if (events.length > 0) yield events;
      }
    } finally {
      live?.close();
    }
  } while (live?.goesOn());
}
