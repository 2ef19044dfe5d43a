export interface OutgoingEvent {
  event?: string;
  /** Comes back as `Last-Event-ID` when the client reconnects. */
  id?: string | number;
  /** Written as JSON, which keeps it on one line. */
  data: unknown;
}

/** Of every answer that is a stream of events. */
export const eventStreamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  // `no-transform` keeps compressing proxies, and Next itself, from holding events back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** One event in the wire form. `event` and `id` must be single lines; ours are names and numbers. */
export function encodeEvent({ event, id, data }: OutgoingEvent): string {
  const eventLine = event === undefined ? "" : `event: ${event}\n`;
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return `${eventLine}${idLine}data: ${JSON.stringify(data)}\n\n`;
}

/** A line that clients skip: it keeps proxies from closing a silent stream. */
export function encodeComment(text: string): string {
  return `: ${text}\n\n`;
}

/** Encodes each object once, however many streams it goes to. */
export function encodeOnce<T extends object>(encode: (item: T) => string): (item: T) => Uint8Array {
  const encoder = new TextEncoder();
  const known = new WeakMap<T, Uint8Array>();
  return (item) => {
    const bytes = known.get(item) ?? encoder.encode(encode(item));
    known.set(item, bytes);
    return bytes;
  };
}
