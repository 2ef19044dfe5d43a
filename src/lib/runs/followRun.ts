import { setTimeout as sleep } from "node:timers/promises";
import type { AssetStore, RunClaims, RunJournal } from "@/lib/storage/ports";
import { isAbort } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import type { ActiveRuns } from "./activeRuns";
import { putBack } from "./largeValues";
import type { Subscription } from "./runFeed";

/** How often the journal of a run is looked at that another process works on, in milliseconds. */
const ELSEWHERE_INTERVAL_MS = 300;

export interface FollowedFrom {
  journal: RunJournal;
  assets: AssetStore;
  claims: RunClaims;
  active: Pick<ActiveRuns, "get">;
}

/**
 * Events of a run with `seq > after`: those that its journal has, then live ones until the run ends, whichever process
 * works on it. @throws AppError `not_found`, `storage_failed`
 */
export async function* followRun(
  { journal, assets, claims, active }: FollowedFrom,
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let last = after;
  let end = 0;
  let live: Subscription | undefined;
  do {
    live = active.get(id)?.feed.subscribe(signal);
    const written = await journal.readFrom(id, end);
    end = written.end;
    for (const event of written.events) {
      if (event.seq <= last) continue;
      last = event.seq;
      yield await putBack(event, assets);
    }
    if (live === undefined) return yield* followElsewhere({ journal, assets, claims }, id, end, signal);
    for await (const event of live.events) {
      if (event.seq <= last) continue;
      last = event.seq;
      yield event;
    }
  } while (live.hasLagged());
}

/** What another process writes behind a place in the journal, until it works on the run no more. */
async function* followElsewhere(
  { journal, assets, claims }: Omit<FollowedFrom, "active">,
  id: string,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let end = offset;
  let isAtWork = claims.isClaimed(id);
  while (isAtWork && !signal.aborted) {
    try {
      await sleep(ELSEWHERE_INTERVAL_MS, undefined, { signal });
    } catch (error) {
      if (isAbort(error)) return;
      throw error;
    }
    isAtWork = claims.isClaimed(id);
    const written = await journal.readFrom(id, end);
    end = written.end;
    for (const event of written.events) yield await putBack(event, assets);
  }
}
