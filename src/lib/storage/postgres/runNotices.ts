import type { Connection, Database } from "./database";

/** Notices are the letter of a kind and the id of a run: what happened is read from the tables. */
export const RUN_CHANNEL = "patchbay_runs";
/** Its journal has grown, or somebody else works on it. */
export const NEWS = "n";
/** It waits for a worker; named by no id, since any may take any. */
export const WORK = "w";
/** Whoever works on it is asked to stop. */
export const STOP = "s";
/** There is a letter to whoever works on it. */
export const LETTER = "l";

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5000;

export interface RunNotices {
  /** Calls `tell` at each notice, and when notices may have been missed; gives what ends that. */
  subscribe(kind: string, runId: string, tell: () => void): () => void;
  close(): Promise<void>;
}

/** One connection that listens, made with the first subscription and made anew when it breaks. */
export function createRunNotices(database: Pick<Database, "connect">): RunNotices {
  const listeners = new Map<string, Set<() => void>>();
  let connection: Promise<Connection | undefined> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const tellAll = (): void => {
    for (const some of listeners.values()) for (const tell of some) tell();
  };

  const connectAgain = (): void => {
    connection = undefined;
    if (isClosed) return;
    timer = setTimeout(() => {
      if (!isClosed) connection ??= listen();
    }, pauseMs).unref();
    pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
  };

  const listen = async (): Promise<Connection | undefined> => {
    let opened: Connection | undefined;
    let isOver = false;
    // One that breaks while it begins to listen says so twice.
    const again = (): void => {
      if (!isOver) connectAgain();
      isOver = true;
    };
    try {
      opened = await database.connect(again);
      opened.onNotification((_, payload) => {
        for (const tell of listeners.get(payload) ?? []) tell();
      });
      await opened.query(`LISTEN ${RUN_CHANNEL}`);
      pauseMs = FIRST_PAUSE_MS;
      tellAll();
      return opened;
    } catch {
      await opened?.close().catch(() => undefined);
      // Whoever waits looks from time to time without being told.
      again();
      return undefined;
    }
  };

  return {
    subscribe: (kind, runId, tell) => {
      const topic = kind + runId;
      const some = listeners.get(topic) ?? new Set();
      listeners.set(topic, some.add(tell));
      connection ??= listen();
      return () => {
        some.delete(tell);
        if (some.size === 0 && listeners.get(topic) === some) listeners.delete(topic);
      };
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await (await connection)?.close();
    },
  };
}
