/** Bytes of one event; an answer with inlined pictures stays far below. */
export const MAX_EVENT_LENGTH = 64 * 1024 * 1024;

const NEWLINE = 10;
/** Two line ends, one behind the other: with the line feed that may follow, this is every blank line there is. */
const blankLines = ["\n\n", "\n\r", "\r\r"].map((ends) => Buffer.from(ends));

/** The bytes of an event stream, as whole events: what begins one waits for its end. */
export interface WholeEvents {
  /** Nothing waits. */
  isBetween(): boolean;
  /** Gives what is whole with this chunk. @throws RangeError for an event without an end */
  take(chunk: Buffer): Buffer | undefined;
  /** What waits, as an event of its own: servers leave out the last blank line. */
  rest(): Buffer | undefined;
}

export function createWholeEvents(maxLength = MAX_EVENT_LENGTH): WholeEvents {
  let waiting: Buffer[] = [];
  let length = 0;

  function wait(chunk: Buffer): void {
    if (chunk.length === 0) return;
    length += chunk.length;
    if (length > maxLength) throw endlessEvent();
    waiting.push(chunk);
  }

  return {
    isBetween: () => length === 0,
    take: (chunk) => {
      // A blank line may come in two chunks.
      const before = waiting.at(-1)?.subarray(-1) ?? Buffer.alloc(0);
      const end = lastEndIn(before.length === 0 ? chunk : Buffer.concat([before, chunk])) - before.length;
      if (end <= 0) {
        wait(chunk);
        return undefined;
      }
      const whole = length === 0 ? chunk.subarray(0, end) : Buffer.concat([...waiting, chunk.subarray(0, end)]);
      waiting = [];
      length = 0;
      wait(chunk.subarray(end));
      return whole;
    },
    rest: () => (length === 0 ? undefined : Buffer.concat([...waiting, Buffer.from("\n\n")])),
  };
}

/** With a code, as the faults of other protocols have one: it is for whoever answers to mend. */
export function endlessEvent(): RangeError {
  return Object.assign(new RangeError("One event of the stream has no end."), { code: "SSE_ENDLESS_EVENT" });
}

/** Behind the last blank line; 0 where there is none. */
function lastEndIn(bytes: Buffer): number {
  const end = Math.max(...blankLines.map((blank) => bytes.lastIndexOf(blank))) + 2;
  if (end < 2) return 0;
  return bytes[end] === NEWLINE && bytes[end - 1] !== NEWLINE ? end + 1 : end;
}
