import { encodeComment, encodeEvent, type OutgoingEvent } from "./encode";

export interface EventStreamOptions<T> {
  toEvent(item: T): OutgoingEvent;
  /** The last event when the source throws; undefined ends the stream without one (an abort, say). */
  toErrorEvent(error: unknown): OutgoingEvent | undefined;
  /** Aborted when the client left or was dropped, so that the source stops at once; pass its signal to the source. */
  clientGone: AbortController;
  /** Milliseconds between comment lines. Default 10 000: clients may count on one at least every 15 s. */
  keepAliveMs?: number;
  /** Bytes that may wait for the client. Default 1 MB. */
  maxBacklogBytes?: number;
  /** Milliseconds a client with a full backlog has to read it before it is dropped. Default 5000. */
  stallMs?: number;
}

/** Characters gathered before the event loop gets a turn, when a source never waits (a replay from memory). */
const flushLength = 64 * 1024;

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  // `no-transform` keeps compressing proxies, and Next itself, from holding events back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/**
 * Streams a source as server-sent events: what arrives in one turn of the event loop is one write, comments keep a
 * silent stream open, and a client that stops reading is dropped and may come back with its last event id.
 */
export function toEventStreamResponse<T>(
  source: AsyncIterable<T> | Iterable<T>,
  options: EventStreamOptions<T>,
): Response {
  const sink = createSink(options);
  void pump(source, sink, options);
  return new Response(sink.stream, { headers });
}

async function pump<T>(
  source: AsyncIterable<T> | Iterable<T>,
  sink: Sink,
  { toEvent, toErrorEvent }: EventStreamOptions<T>,
): Promise<void> {
  try {
    for await (const item of source) {
      sink.write(encodeEvent(toEvent(item)));
      await sink.room();
      if (sink.closed()) return;
    }
  } catch (error) {
    const last = toErrorEvent(error);
    if (last !== undefined) sink.write(encodeEvent(last));
  } finally {
    sink.end();
  }
}

interface Sink {
  stream: ReadableStream<Uint8Array>;
  write(text: string): void;
  /** Resolves at once while the client keeps up. */
  room(): Promise<void> | undefined;
  closed(): boolean;
  end(): void;
}

function createSink({
  clientGone,
  keepAliveMs = 10_000,
  maxBacklogBytes = 1024 * 1024,
  stallMs = 5000,
}: Omit<EventStreamOptions<never>, "toEvent" | "toErrorEvent">): Sink {
  const encoder = new TextEncoder();
  let pending = encodeComment("open");
  let scheduled: Promise<void> | undefined;
  let closed = false;
  let drained = () => {};
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const keepAlive = setInterval(() => write(encodeComment("keep-alive")), keepAliveMs);

  const stream = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      pull: () => drained(),
      cancel: () => drop(),
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );

  const backlog = () => -(controller.desiredSize ?? 0);

  function close(): void {
    closed = true;
    clearInterval(keepAlive);
    drained();
  }

  function drop(): void {
    if (closed) return;
    close();
    clientGone.abort();
  }

  function flush(): void {
    scheduled = undefined;
    if (closed || pending === "") return;
    const text = pending;
    pending = "";
    controller.enqueue(encoder.encode(text));
  }

  function write(text: string): void {
    if (closed) return;
    pending += text;
    scheduled ??= new Promise((resolve) => {
      setImmediate(() => {
        flush();
        resolve();
      });
    });
  }

  async function waitForRoom(): Promise<void> {
    await scheduled;
    if (closed || backlog() <= maxBacklogBytes) return;
    const stalled = setTimeout(() => {
      drop();
      controller.error(new Error("The client stopped reading."));
    }, stallMs);
    await new Promise<void>((resolve) => {
      drained = resolve;
    });
    clearTimeout(stalled);
  }

  write("");
  return {
    stream,
    write,
    room: () => (pending.length >= flushLength || backlog() > maxBacklogBytes ? waitForRoom() : undefined),
    closed: () => closed,
    end() {
      flush();
      if (closed) return;
      close();
      controller.close();
    },
  };
}
