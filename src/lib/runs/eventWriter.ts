import type { RunJournal } from "@/lib/storage/ports";
import type { RunEvent, RunEventBody } from "@/types/run";
import { createDeltaBuffer, type DeltaBuffer, isDelta } from "./deltaBuffer";

/** What a node says on the way is written at most this often, in milliseconds. */
const DELTA_INTERVAL_MS = 100;

export interface EventWriter {
  /** Takes an event; nobody sees it before the journal has it. */
  push(body: RunEventBody): void;
  /** Resolves when the events pushed so far are in the journal, the text of nodes at work excepted, or were refused. */
  written(): Promise<void>;
  /** Resolves when all that was pushed is in the journal. @throws what the journal threw */
  drain(): Promise<void>;
  /** From now on drops what is pushed; what was pushed before is written still. */
  close(): void;
}

export interface EventWriterOptions {
  runId: string;
  journal: RunJournal;
  /** Shows events that the journal has. */
  publish: (events: RunEvent[]) => void;
  /** The journal refused (a full disk): what is pushed from now on is dropped. */
  onFailure: (error: unknown) => void;
}

/** Groups events into one append, deltas of a node into one event, and keeps the order of everything else. */
export function createEventWriter({ runId, journal, publish, onFailure }: EventWriterOptions): EventWriter {
  const deltas = createDeltaBuffer();
  let queue: RunEventBody[] = [];
  /** Ends with the batch that `queue` becomes. */
  let next = Promise.withResolvers<void>();
  /** The batch that the last event is in. */
  let latest = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;
  let isClosed = false;

  const takeDeltas = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const delta of deltas.takeAll()) queue.push(delta);
  };

  const writeAll = async (): Promise<void> => {
    // What is pushed while one batch is written makes the next.
    await Promise.resolve();
    while (queue.length > 0) {
      const batch = queue;
      const { resolve } = next;
      queue = [];
      next = Promise.withResolvers<void>();
      // What was pushed before a refusal was known is dropped, and nobody waits for it either.
      if (failure === undefined) await append(batch);
      resolve();
    }
    writing = undefined;
  };

  const append = async (batch: RunEventBody[]): Promise<void> => {
    try {
      publish(await journal.append(runId, batch));
    } catch (error) {
      failure = { error };
      onFailure(error);
    }
  };

  const write = (): void => {
    writing ??= writeAll();
  };

  return {
    push: (body) => {
      if (failure !== undefined || isClosed) return;
      if (isDelta(body)) {
        deltas.add(body);
        timer ??= setTimeout(() => {
          takeDeltas();
          write();
        }, DELTA_INTERVAL_MS);
        return;
      }
      if (body.type === "run-end") takeDeltas();
      else for (const delta of takeBefore(deltas, body)) queue.push(delta);
      queue.push(body);
      latest = next.promise;
      write();
    },
    written: () => latest,
    drain: async () => {
      takeDeltas();
      write();
      await writing;
      if (failure !== undefined) throw failure.error;
    },
    close: () => {
      isClosed = true;
    },
  };
}

/** What was said before an event of the same item, or of the same node. */
function takeBefore(deltas: DeltaBuffer, body: RunEventBody): RunEventBody[] {
  if (!("node" in body) || body.node === undefined) return [];
  const { node, path } = body;
  const item = "item" in body ? body.item : undefined;
  return item === undefined ? deltas.takeNode({ node, path }) : deltas.take({ node, path, item });
}
