import type { AssetStore, RunClaims, RunJournal } from "@/lib/storage/ports";
import { type EventBatch, type ReadTo, readOn } from "./eventBatches";
import { createRunFeed, type RunFeed, type Subscription } from "./runFeed";

export interface RunRelays {
  /**
   * What comes from now on of a run that another process works on; undefined if none does.
   * @throws AppError `not_found`, `storage_failed`
   */
  subscribe(id: string, signal: AbortSignal): Promise<Subscription | undefined>;
}

interface Stores {
  journal: RunJournal;
  assets: AssetStore;
  claims: RunClaims;
}

interface Relay {
  feed: RunFeed;
  /** An object each. */
  readers: Set<object>;
  /** When nobody reads any more. */
  stop: AbortController;
  isAtWork: Promise<boolean>;
}

/** The journal of a run that another process works on is read once, for all who follow the run here. */
export function createRunRelays(stores: Stores): RunRelays {
  const relays = new Map<string, Relay>();

  const forget = (id: string, relay: Relay): void => {
    if (relays.get(id) === relay) relays.delete(id);
  };

  const pass = async (id: string, relay: Relay, place: number): Promise<void> => {
    try {
      for await (const batch of followElsewhere(stores, id, place, relay.stop.signal)) relay.feed.publish(batch);
      forget(id, relay);
      relay.feed.end();
    } catch (error) {
      forget(id, relay);
      relay.feed.fail(error);
    }
  };

  const begin = (id: string): Relay => {
    const open = async (): Promise<boolean> => {
      if (!(await stores.claims.isClaimed(id))) return false;
      void pass(id, relay, await stores.journal.size(id));
      return true;
    };
    const relay: Relay = { feed: createRunFeed(), readers: new Set(), stop: new AbortController(), isAtWork: open() };
    relays.set(id, relay);
    return relay;
  };

  const leave = (id: string, relay: Relay, reader: object): void => {
    relay.readers.delete(reader);
    if (relay.readers.size > 0) return;
    forget(id, relay);
    relay.stop.abort();
  };

  return {
    subscribe: async (id, signal) => {
      const relay = relays.get(id) ?? begin(id);
      const reader = {};
      relay.readers.add(reader);
      try {
        if (await relay.isAtWork) {
          const { close, ...subscription } = relay.feed.subscribe(signal);
          const closeBoth = () => {
            close();
            leave(id, relay, reader);
          };
          return { ...subscription, close: closeBoth };
        }
      } catch (error) {
        leave(id, relay, reader);
        throw error;
      }
      leave(id, relay, reader);
      return undefined;
    },
  };
}

/** What another process writes behind a place in the journal, until it works on the run no more. */
async function* followElsewhere(
  stores: Stores,
  id: string,
  place: number,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  const watch = await stores.journal.watch(id);
  try {
    const to: ReadTo = { end: place, last: 0 };
    let isAtWork = true;
    do {
      try {
        // Looked at before the journal: the end of a run is written before the run is let go of.
        isAtWork = await stores.claims.isClaimed(id);
        yield* readOn(stores, id, to);
      } catch (error) {
        if (!stores.journal.outlasts(error)) throw error;
      }
    } while (isAtWork && (await watch.next(signal)));
  } finally {
    watch.close();
  }
}
