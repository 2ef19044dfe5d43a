import type { ServerResponse } from "node:http";
import { encodeComment, eventStreamHeaders } from "@/lib/sse/encode";
import type { AppError } from "@/types/errors";
import type { RelayedBytes } from "@/types/llm";
import { writeNow } from "./writeNow";

export interface EventStreamOptions<T> {
  /** What is sent for an item: one event or several; nothing for an empty text. */
  encode(item: T): string;
  /** An item in whose place the bytes of an upstream's events go on, one write per read. */
  relayOf?(item: T): RelayedBytes | undefined;
  /** What is sent last when the source throws, or when who asked may not be here any more. */
  toLast(error: unknown): string | undefined;
  headers?: Record<string, string>;
  /** Aborted when the client left or was dropped; the source hangs on its signal. */
  gone: AbortController;
  /** Calls `end` with the reason once who asked may not be here any more. Returns what stops the watching. */
  watch?(end: (why: AppError) => void): (() => void) | undefined;
  /** Milliseconds between comment lines. Default 10 000: clients may count on one at least every 15 s. */
  keepAliveMs?: number;
  /** Bytes that may wait for the client. Default 1 MB. */
  maxBacklogBytes?: number;
  /** Milliseconds a client with a full backlog has to read before it is dropped. Default 5000. */
  stallMs?: number;
}

/** Characters gathered before the event loop gets a turn, when a source never waits. */
const FLUSH_LENGTH = 64 * 1024;

/**
 * Writes a source as server-sent events: what arrives in one turn of the event loop is one write, comments keep a
 * silent stream open, and a client that stops reading is dropped. Resolves when nothing more is written.
 */
export async function streamEvents<T>(
  response: ServerResponse,
  source: AsyncIterable<T>,
  options: EventStreamOptions<T>,
): Promise<void> {
  const { encode, relayOf, toLast, headers, gone, watch, keepAliveMs = 10_000 } = options;
  const sink = createSink(response, options);
  response.writeHead(200, { ...eventStreamHeaders, ...headers });
  const keepAlive = setInterval(() => sink.write(encodeComment("keep-alive")), keepAliveMs);
  const unwatch = watch?.((why) => {
    sink.write(toLast(why) ?? "");
    sink.end();
    gone.abort();
  });
  try {
    for await (const item of source) {
      const bytes = relayOf?.(item);
      if (bytes === undefined) sink.write(encode(item));
      else await sink.relay(bytes);
      const room = sink.room();
      if (room !== undefined) await room;
      if (response.closed || response.writableEnded) return;
    }
  } catch (error) {
    sink.write(toLast(error) ?? "");
  } finally {
    clearInterval(keepAlive);
    unwatch?.();
    sink.end();
  }
}

/** Drops a client that does not read on in time. */
async function untilRead(response: ServerResponse, gone: AbortController, stallMs: number): Promise<void> {
  const stalled = setTimeout(() => {
    gone.abort();
    response.destroy();
  }, stallMs);
  await new Promise<void>((resolve) => {
    response.once("drain", resolve);
    response.once("close", resolve);
  });
  clearTimeout(stalled);
}

interface Sink {
  write(text: string): void;
  /** Resolves when there is no more, or the client has left. */
  relay(bytes: RelayedBytes): Promise<void>;
  /** Undefined while the client keeps up. */
  room(): Promise<void> | undefined;
  end(): void;
}

function createSink(
  response: ServerResponse,
  { gone, maxBacklogBytes = 1024 * 1024, stallMs = 5000 }: Omit<EventStreamOptions<never>, "encode" | "toLast">,
): Sink {
  let pending = "";
  let hasHead = false;
  // The head goes with what comes in the same turn, or without it.
  let scheduled: NodeJS.Immediate | undefined = setImmediate(flush);

  function flush(): void {
    clearImmediate(scheduled);
    scheduled = undefined;
    const text = pending;
    pending = "";
    if (response.closed || response.writableEnded) return;
    if (text !== "") writeNow(response, Buffer.from(text));
    else if (!hasHead) response.flushHeaders();
    hasHead = true;
  }

  async function waitForRoom(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    flush();
    if (response.closed || response.writableLength <= maxBacklogBytes) return;
    await untilRead(response, gone, stallMs);
  }

  return {
    write: (text) => {
      pending += text;
      if (text !== "") scheduled ??= setImmediate(flush);
    },
    relay: async ({ head, pump }) => {
      if (pending !== "") flush();
      for (const bytes of head) writeNow(response, bytes);
      hasHead ||= head.length > 0;
      await pump((bytes) => {
        if (response.writableEnded) return;
        if (writeNow(response, bytes) || response.writableLength <= maxBacklogBytes) return;
        return untilRead(response, gone, stallMs);
      });
    },
    room: () =>
      pending.length >= FLUSH_LENGTH || response.writableLength > maxBacklogBytes ? waitForRoom() : undefined,
    end: () => {
      flush();
      if (!response.writableEnded) response.end();
    },
  };
}
