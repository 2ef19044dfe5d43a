import { encodeComment, encodeEvent, eventStreamHeaders, type OutgoingEvent } from "./encode";

export interface EventStreamOptions<T> {
  /** What is sent for an item: one event or several, as text or as bytes that other streams may share. */
  encode(item: T): string | Uint8Array;
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

/** Bytes, about, gathered before the event loop gets a turn, when a source never waits (a replay from memory). */
const FLUSH_BYTES = 64 * 1024;

const encoder = new TextEncoder();

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
  return new Response(sink.stream, { headers: eventStreamHeaders });
}

async function pump<T>(
  source: AsyncIterable<T> | Iterable<T>,
  sink: Sink,
  { encode, toErrorEvent }: EventStreamOptions<T>,
): Promise<void> {
  try {
    for await (const item of source) {
      sink.write(encode(item));
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
  write(chunk: string | Uint8Array): void;
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
}: Omit<EventStreamOptions<never>, "encode" | "toErrorEvent">): Sink {
  let pending: (string | Uint8Array)[] = [encodeComment("open")];
  let pendingBytes = 0;
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
    const chunks = pending;
    pending = [];
    pendingBytes = 0;
    if (closed) return;
    for (const bytes of toBytes(chunks)) controller.enqueue(bytes);
  }

  function write(chunk: string | Uint8Array): void {
    if (closed) return;
    pending.push(chunk);
    pendingBytes += chunk.length;
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
      // By this name Next takes it for what it is, and logs nothing.
      controller.error(new DOMException("The client stopped reading.", "AbortError"));
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
    room: () => (pendingBytes >= FLUSH_BYTES || backlog() > maxBacklogBytes ? waitForRoom() : undefined),
    closed: () => closed,
    end() {
      flush();
      if (closed) return;
      close();
      controller.close();
    },
  };
}

/** Text that stands side by side becomes one chunk; bytes stay the ones that they are. */
function toBytes(chunks: readonly (string | Uint8Array)[]): Uint8Array[] {
  const all: Uint8Array[] = [];
  let text = "";
  for (const chunk of [...chunks, new Uint8Array()]) {
    if (typeof chunk === "string") {
      text += chunk;
      continue;
    }
    if (text !== "") all.push(encoder.encode(text));
    if (chunk.length > 0) all.push(chunk);
    text = "";
  }
  return all;
}
