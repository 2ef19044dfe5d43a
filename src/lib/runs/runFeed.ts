import type { RunEvent } from "@/types/run";

/** What is kept for one reader, in events; one that lags behind farther reads on in the journal. */
const MAX_BACKLOG = 10_000;

export interface RunFeed {
  publish(events: readonly RunEvent[]): void;
  /** No more events come because the journal could not be written. */
  fail(error: unknown): void;
  end(): void;
  /** Another process goes on with the run: readers read on in the journal. */
  moveOn(): void;
  /** Subscribing happens at the call, not at the first read. */
  subscribe(signal: AbortSignal): Subscription;
}

export interface Subscription {
  /**
   * What is published from now on, until the run ends or moves on, the signal aborts or the reader lags too far behind:
   * the arrays that were published, which all readers share.
   */
  batches: AsyncIterable<readonly RunEvent[]>;
  /** Whether `batches` ended before the run: they were read too slowly, or it has moved on. */
  goesOn(): boolean;
  /** For who reads no more, or never began to. */
  close(): void;
}

interface Reader {
  backlog: (readonly RunEvent[])[];
  /** Events in the backlog. */
  waiting: number;
  wake: () => void;
  isOpen: boolean;
  goesOn: boolean;
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

  const give = (reader: Reader, events: readonly RunEvent[]): void => {
    reader.goesOn = reader.waiting + events.length > MAX_BACKLOG;
    if (reader.goesOn) {
      reader.backlog = [];
      close(reader);
    } else {
      reader.backlog.push(events);
      reader.waiting += events.length;
      reader.wake();
    }
  };

  async function* read(reader: Reader): AsyncGenerator<readonly RunEvent[]> {
    try {
      while (true) {
        for (let batch = reader.backlog.shift(); batch !== undefined; batch = reader.backlog.shift()) {
          reader.waiting -= batch.length;
          yield batch;
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
      for (const reader of readers) give(reader, events);
    },
    fail: (error) => {
      failure = { error };
      for (const reader of readers) reader.wake();
    },
    end: () => {
      hasEnded = true;
      for (const reader of readers) reader.wake();
    },
    moveOn: () => {
      for (const reader of readers) {
        reader.goesOn = true;
        close(reader);
      }
    },
    subscribe: (signal) => {
      const reader: Reader = { backlog: [], waiting: 0, wake: () => {}, isOpen: !signal.aborted, goesOn: false };
      readers.add(reader);
      signal.addEventListener("abort", () => close(reader), { once: true });
      return { batches: read(reader), goesOn: () => reader.goesOn, close: () => close(reader) };
    },
  };
}
