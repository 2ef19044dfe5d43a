import type { RunEvent } from "@/types/run";

/** What is kept for one reader, in events; one that lags behind farther reads on in the journal. */
const MAX_BACKLOG = 10_000;

export interface RunFeed {
  publish(events: RunEvent[]): void;
  /** No more events come because the journal could not be written. */
  fail(error: unknown): void;
  end(): void;
  /** Subscribing happens at the call, not at the first read. */
  subscribe(signal: AbortSignal): Subscription;
}

export interface Subscription {
  /** What is published from now on, until the run ends, the signal aborts or the reader lags too far behind. */
  events: AsyncIterable<RunEvent>;
  /** Whether `events` ended before the run because they were read too slowly. */
  hasLagged(): boolean;
}

interface Reader {
  backlog: RunEvent[];
  wake: () => void;
  isOpen: boolean;
  hasLagged: boolean;
}

/** The live events of one run, to any number of readers; a slow one holds up nobody. */
export function createRunFeed(): RunFeed {
  const readers = new Set<Reader>();
  let failure: { error: unknown } | undefined;
  let hasEnded = false;

  const close = (reader: Reader): void => {
    reader.isOpen = false;
    readers.delete(reader);
    reader.wake();
  };

  async function* read(reader: Reader): AsyncGenerator<RunEvent> {
    try {
      while (true) {
        while (reader.backlog.length > 0) {
          const events = reader.backlog;
          reader.backlog = [];
          yield* events;
        }
        if (failure !== undefined) throw failure.error;
        if (hasEnded || !reader.isOpen) return;
        await new Promise<void>((resolve) => {
          reader.wake = resolve;
        });
      }
    } finally {
      readers.delete(reader);
    }
  }

  return {
    publish: (events) => {
      for (const reader of readers) {
        reader.hasLagged = reader.backlog.length + events.length > MAX_BACKLOG;
        if (reader.hasLagged) {
          reader.backlog = [];
          close(reader);
        } else {
          reader.backlog.push(...events);
          reader.wake();
        }
      }
    },
    fail: (error) => {
      failure = { error };
      for (const reader of readers) reader.wake();
    },
    end: () => {
      hasEnded = true;
      for (const reader of readers) reader.wake();
    },
    subscribe: (signal) => {
      const reader: Reader = { backlog: [], wake: () => {}, isOpen: !signal.aborted, hasLagged: false };
      readers.add(reader);
      signal.addEventListener("abort", () => close(reader), { once: true });
      return { events: read(reader), hasLagged: () => reader.hasLagged };
    },
  };
}
