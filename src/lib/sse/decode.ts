import { createParser, type EventSourceMessage } from "eventsource-parser";
import { endlessEvent, MAX_EVENT_LENGTH } from "./wholeEvents";

/** The reads of a body, one by one; what a stream's reader has. */
export interface ByteSource {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/**
 * The events of a server-sent event stream, one array per read, so that a relay can write once per read.
 * A read that completes no event gives an empty array: a sign of life. When the stream ends, so does its last event,
 * also without a blank line: servers leave it out, and what was cut off is no valid data.
 * Leaving the loop early cancels the stream. @throws whatever the stream throws; `RangeError` for an endless event
 */
export async function* decodeBatches(source: ByteSource): AsyncGenerator<EventSourceMessage[], void, undefined> {
  let batch: EventSourceMessage[] = [];
  let fault: Error | undefined;
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: (event) => batch.push(event),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") fault = endlessEvent();
    },
  });
  const feed = (text: string) => {
    parser.feed(text);
    if (fault !== undefined) throw fault;
    const complete = batch;
    batch = [];
    return complete;
  };
  const decoder = new TextDecoder();
  try {
    for (let read = await source.read(); !read.done; read = await source.read()) {
      yield feed(decoder.decode(read.value, { stream: true }));
    }
    const last = feed(`${decoder.decode()}\n\n`);
    if (last.length > 0) yield last;
  } finally {
    // After an end or an error this does nothing; after an early exit it closes the connection.
    await source.cancel().catch(() => undefined);
  }
}

/** The events of a server-sent event stream, one by one. See `decodeBatches`. */
export async function* decodeEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  for await (const batch of decodeBatches(body.getReader())) yield* batch;
}
