import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import { hasValuesApart, putBack } from "./largeValues";

/** Events that come at the same time; all live readers of a run get the same arrays. */
export type EventBatch = readonly RunEvent[];

/** How far a journal was read: the place, and the `seq` of the last event that was given. */
export interface ReadTo {
  end: number;
  last: number;
}

/** What a journal has that was not given yet; `to` moves on with it, so that it can be read on after a failure. */
export async function* readOn(
  { journal, assets }: { journal: RunJournal; assets: AssetStore },
  id: string,
  to: ReadTo,
): AsyncGenerator<EventBatch> {
  for await (const piece of journal.readFrom(id, to.end)) {
    for await (const batch of withValues(since(piece.events, to.last), assets)) {
      to.last = batch.at(-1)?.seq ?? to.last;
      yield batch;
    }
    to.end = piece.end;
  }
}

/** The same array where all of it is new. */
export function since(events: EventBatch, last: number): EventBatch {
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
