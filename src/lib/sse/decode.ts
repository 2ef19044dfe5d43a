import { createParser, type EventSourceMessage } from "eventsource-parser";

/** Characters one event may hold; an answer with inlined images stays far below. */
const maxEventLength = 64 * 1024 * 1024;

/**
 * The events of a server-sent event stream, one array per read, so that a relay can write once per read.
 * A read that completes no event gives an empty array: a sign of life. An event without its closing blank
 * line is not an event (WHATWG HTML, "Interpreting an event stream").
 * Leaving the loop early cancels the stream. @throws whatever the stream throws; `RangeError` for an endless event
 */
export async function* decodeBatches(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<EventSourceMessage[], void, undefined> {
  let batch: EventSourceMessage[] = [];
  let fault: Error | undefined;
  const parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent: (event) => batch.push(event),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") fault = new RangeError("One event of the stream has no end.");
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parser.feed(decoder.decode(read.value, { stream: true }));
      if (fault !== undefined) throw fault;
      const complete = batch;
      batch = [];
      yield complete;
    }
  } finally {
    // After an end or an error this does nothing; after an early exit it closes the connection.
    await reader.cancel().catch(() => undefined);
  }
}

/** The events of a server-sent event stream, one by one. See `decodeBatches`. */
export async function* decodeEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  for await (const batch of decodeBatches(body)) yield* batch;
}
