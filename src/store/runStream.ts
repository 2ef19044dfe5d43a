import { type RunEvent, runEventBodySchema, runEventSchema } from "@/types/run";
import { readSettings, runEventsPath } from "./endpoints";

export interface RunStreamHandlers {
  /** Events in the order of their `seq`: the first at once, what follows it closely gathered, at the pace of `paceOf`. */
  onEvents(events: RunEvent[]): void;
  /** The server knows no such run, or refuses it; a lost connection is taken up again without a word. */
  onLost(): void;
  /** The run is over and has been told to its end. */
  onEnd?(): void;
}

export interface RunStream {
  close(): void;
}

/** Milliseconds between two showings of text, for each node that streams: the work of a showing grows with them. */
const PACE_PER_NODE_MS = 10;
const FASTEST_MS = 80;
const SLOWEST_MS = 200;

const eventTypes = runEventBodySchema.options.map((option) => option.shape.type.value);

/** An event source does not say why it was refused; any other request tells the page, if it was for the session. */
function askSettings(): void {
  readSettings().catch(() => undefined); // nothing else is asked of the answer
}

/**
 * Follows a run from after `seq`; the browser reconnects with `Last-Event-ID`. It ends when the server has no more to
 * say after a `run-end`: a run that was taken up again has several.
 */
export function openRunStream(
  runId: string,
  after: number,
  handlers: RunStreamHandlers,
  createSource: (url: string) => EventSource = (url) => new EventSource(url),
  askWhy: () => void = askSettings,
): RunStream {
  const source = createSource(runEventsPath(runId, after));
  let waiting: RunEvent[] = [];
  let isEnd = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushedAtMs = Number.NEGATIVE_INFINITY;
  let paceMs = FASTEST_MS;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    flushedAtMs = performance.now();
    const events = waiting;
    waiting = [];
    paceMs = paceOf(events);
    if (events.length > 0) handlers.onEvents(events);
  };
  const take = (message: MessageEvent<string>) => {
    const parsed = runEventSchema.safeParse(JSON.parse(message.data));
    // An older or a newer server may tell what this page does not know; the rest of the run is still true.
    if (!parsed.success) return;
    const event: RunEvent = parsed.data;
    waiting.push(event);
    isEnd = event.type === "run-end";
    if (isEnd) flush();
    else timer ??= setTimeout(flush, Math.max(0, flushedAtMs + paceMs - performance.now()));
  };
  for (const type of eventTypes) source.addEventListener(type, take);
  source.onerror = () => {
    if (isEnd) {
      source.close();
      handlers.onEnd?.();
      return;
    }
    if (source.readyState !== 2) return; // 2: closed for good; else the browser tries again
    flush();
    askWhy();
    handlers.onLost();
  };
  return {
    close: () => {
      clearTimeout(timer);
      source.close();
    },
  };
}

/** How long to gather after these events: many nodes at once are shown more seldom, one almost as it speaks. */
function paceOf(events: readonly RunEvent[]): number {
  const streaming = new Set(events.map((event) => (event.type === "node-delta" ? event.node : undefined)));
  streaming.delete(undefined);
  return Math.min(SLOWEST_MS, Math.max(FASTEST_MS, streaming.size * PACE_PER_NODE_MS));
}
