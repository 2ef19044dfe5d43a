import type { RunEvent } from "@/types/run";

/** What one reader may lag behind, in events, before it is dropped; it comes back with the last `seq` it saw. */
const MAX_BACKLOG = 10_000;

export interface RunFeed {
  publish(events: RunEvent[]): void;
  /** No more events come because the journal could not be written. */
  fail(error: unknown): void;
  end(): void;
  /** All events published from now on. Subscribing happens at the call, not at the first read. */
  subscribe(signal: AbortSignal): AsyncIterable<RunEvent>;
}

interface Reader {
  backlog: RunEvent[];
  wake: () => void;
  isOpen: boolean;
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
        reader.backlog.push(...events);
        if (reader.backlog.length > MAX_BACKLOG) close(reader);
        else reader.wake();
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
      const reader: Reader = { backlog: [], wake: () => {}, isOpen: !signal.aborted };
      readers.add(reader);
      signal.addEventListener("abort", () => close(reader), { once: true });
      return read(reader);
    },
  };
}
