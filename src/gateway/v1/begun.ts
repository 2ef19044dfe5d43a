import type { AnswerEvent } from "./workflowEvents";

/** An answer that has begun. */
export interface Begun {
  /** How: up to the first that shows something of the answer, that one included. */
  first: AnswerEvent[];
  /** All of it, the first once more. */
  all: AsyncIterable<AnswerEvent>;
}

/** Comments keep a silent stream open from then on, in milliseconds. */
const PATIENCE_MS = 10_000;

const silent: ReadonlySet<AnswerEvent["type"]> = new Set(["queued", "start", "notice"]);

/**
 * Waits until something of the answer can be shown, so that a failure before it has a status and headers of its own,
 * by which clients ask again or not. Nobody waits longer than `late`; a failure after that is told in the stream.
 * @throws whatever the events throw meanwhile
 */
export async function begin(
  events: AsyncIterable<AnswerEvent>,
  late: Promise<unknown> = after(PATIENCE_MS),
): Promise<Begun> {
  const iterator = events[Symbol.asyncIterator]();
  const isLate = late.then(() => undefined);
  const first: AnswerEvent[] = [];
  let waiting: ReturnType<typeof iterator.next> | undefined;
  for (;;) {
    waiting ??= iterator.next();
    const next = await Promise.race([waiting, isLate]);
    if (next === undefined) break;
    waiting = undefined;
    if (next.done) break;
    first.push(next.value);
    if (!silent.has(next.value.type)) break;
  }
  const again = first.values();
  return {
    first,
    all: {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          const known = again.next();
          if (!known.done) return Promise.resolve(known);
          const next = waiting ?? iterator.next();
          waiting = undefined;
          return next;
        },
        return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
      }),
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
