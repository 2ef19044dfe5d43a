import type { AssetStore, RunClaims, RunJournal } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import type { ActiveRuns } from "./activeRuns";
import { hasValuesApart, putBack } from "./largeValues";
import type { Subscription } from "./runFeed";

export interface FollowedFrom {
  journal: RunJournal;
  assets: AssetStore;
  claims: RunClaims;
  active: Pick<ActiveRuns, "get">;
}

/** Events that come at the same time; all live readers of a run get the same arrays. */
export type EventBatch = readonly RunEvent[];

/**
 * Events of a run with `seq > after`: those that its journal has, then live ones until the run ends, whichever process
 * works on it. @throws AppError `not_found`, `storage_failed`
 */
export async function* followRun(
  { journal, assets, claims, active }: FollowedFrom,
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  let last = after;
  let end = 0;
  let live: Subscription | undefined;
  do {
    live = active.get(id)?.feed.subscribe(signal);
    for await (const piece of journal.readFrom(id, end)) {
      end = piece.end;
      const events = since(piece.events, last);
      last = events.at(-1)?.seq ?? last;
      yield* withValues(events, assets);
    }
    if (live === undefined) return yield* followElsewhere({ journal, assets, claims }, id, end, signal);
    for await (const batch of live.batches) {
      const events = since(batch, last);
      last = events.at(-1)?.seq ?? last;
      if (events.length > 0) yield events;
    }
  } while (live.goesOn());
}

/** What another process writes behind a place in the journal, until it works on the run no more. */
async function* followElsewhere(
  { journal, assets, claims }: Omit<FollowedFrom, "active">,
  id: string,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  const watch = await journal.watch(id);
  try {
    let end = offset;
    let last = 0;
    let isAtWork = true;
    do {
      try {
        // Looked at before the journal: the end of a run is written before the run is let go of.
        isAtWork = await claims.isClaimed(id);
        for await (const piece of journal.readFrom(id, end)) {
          for await (const batch of withValues(since(piece.events, last), assets)) {
            last = batch.at(-1)?.seq ?? last;
            yield batch;
          }
          end = piece.end;
        }
      } catch (error) {
        if (!watch.outlasts(error)) throw error;
      }
    } while (isAtWork && (await watch.next(signal)));
  } finally {
    watch.close();
  }
}

/** The same array where all of it is new. */
function since(events: EventBatch, last: number): EventBatch {
  const [first] = events;
  return first === undefined || first.seq > last ? events : events.filter(({ seq }) => seq > last);
}

/** Events whose values stand apart come alone: such values are large, and a slow reader holds no more than one. */
async function* withValues(events: EventBatch, assets: AssetStore): AsyncGenerator<EventBatch> {
  let start = 0;
  for (const [place, event] of events.entries()) {
    if (!hasValuesApart(event)) continue;
    if (place > start) yield events.slice(start, place);
    yield [await putBack(event, assets)];
    start = place + 1;
  }
  if (start < events.length) yield start === 0 ? events : events.slice(start);
}
