const NEWLINE = 10;
const RETURN = 13;

/**
 * The answer with a body that fails once it is too large: as a whole, or where it is a stream of events, one event of
 * it. `onTooLarge` is called before.
 */
export function boundedBody(answer: Response, maxBytes: number, onTooLarge: () => void): Response {
  if (answer.body === null) return answer;
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const count = isStream ? createEventCount() : createWholeCount();
  const bounded = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (count(chunk) > maxBytes) {
        onTooLarge();
        controller.error(new Error("The answer is too large."));
        return;
      }
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = answer;
  const copy = new Response(answer.body.pipeThrough(bounded), { status, statusText, headers });
  // What asked looks where it ended up.
  Object.defineProperty(copy, "url", { value: answer.url });
  return copy;
}

function createWholeCount(): (chunk: Uint8Array) => number {
  let size = 0;
  return (chunk) => {
    size += chunk.length;
    return size;
  };
}

/** The size of the event that is being read: an empty line ends it. */
function createEventCount(): (chunk: Uint8Array) => number {
  let size = 0;
  let isLineEmpty = true;
  return (chunk) => {
    for (const byte of chunk) {
      size++;
      if (byte === NEWLINE && isLineEmpty) size = 0;
      if (byte === NEWLINE) isLineEmpty = true;
      else if (byte !== RETURN) isLineEmpty = false;
    }
    return size;
  };
}
