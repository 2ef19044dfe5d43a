import type { RunJournal } from "@/lib/storage/ports";
import type { RunEvent, RunEventBody } from "@/types/run";

/** Text of a node is written at most this often, in milliseconds (quality.md §3). */
const DELTA_INTERVAL_MS = 100;

export interface EventWriter {
  /** Takes an event; nobody sees it before the journal has it. */
  push(body: RunEventBody): void;
  /** Resolves when the events pushed so far are in the journal, the text of nodes at work excepted, or were refused. */
  written(): Promise<void>;
  /** Resolves when all that was pushed is in the journal. @throws what the journal threw */
  drain(): Promise<void>;
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
  /** Text that is not written yet, by node and, of a node that runs over a list, by item. */
  const texts = new Map<string, Map<number | undefined, string>>();
  let queue: RunEventBody[] = [];
  /** Ends with the batch that `queue` becomes. */
  let next = Promise.withResolvers<void>();
  /** The batch that the last event is in. */
  let latest = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;

  const addText = (node: string, item: number | undefined, text: string): void => {
    const ofNode = texts.get(node) ?? new Map<number | undefined, string>();
    ofNode.set(item, (ofNode.get(item) ?? "") + text);
    texts.set(node, ofNode);
  };

  const takeText = (node: string, item: number | undefined): void => {
    const text = texts.get(node)?.get(item);
    if (text === undefined) return;
    texts.get(node)?.delete(item);
    queue.push({ type: "node-delta", node, text, ...(item === undefined ? {} : { item }) });
  };

  const takeTexts = (node: string): void => {
    for (const item of [...(texts.get(node)?.keys() ?? [])]) takeText(node, item);
    texts.delete(node);
  };

  const takeAllTexts = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const node of [...texts.keys()]) takeTexts(node);
  };

  const writeAll = async (): Promise<void> => {
    // What is pushed while one batch is written makes the next.
    await Promise.resolve();
    while (queue.length > 0 && failure === undefined) {
      const batch = queue;
      const { resolve } = next;
      queue = [];
      next = Promise.withResolvers<void>();
      try {
        publish(await journal.append(runId, batch));
      } catch (error) {
        failure = { error };
        onFailure(error);
      }
      resolve();
    }
    writing = undefined;
  };

  const write = (): void => {
    writing ??= writeAll();
  };

  return {
    push: (body) => {
      if (failure !== undefined) return;
      if (body.type === "node-delta") {
        addText(body.node, body.item, body.text);
        timer ??= setTimeout(() => {
          takeAllTexts();
          write();
        }, DELTA_INTERVAL_MS);
        return;
      }
      if (body.type === "node-item") takeText(body.node, body.item);
      else if ("node" in body && body.node !== undefined) takeTexts(body.node);
      else if (body.type === "run-end") takeAllTexts();
      queue.push(body);
      latest = next.promise;
      write();
    },
    written: () => latest,
    drain: async () => {
      takeAllTexts();
      write();
      await writing;
      if (failure !== undefined) throw failure.error;
    },
  };
}
