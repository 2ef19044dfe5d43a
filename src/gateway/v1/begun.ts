import type { AnswerEvent } from "./workflowEvents";

/** An answer that has begun. */
export interface Begun {
  /** How: up to the first that shows something of the answer, that one included. */
  first: AnswerEvent[];
  /** All of it, the first once more. */
  all: AsyncIterable<AnswerEvent>;
}

/** `late` is fulfilled when nobody should wait any longer; `stop` is called when nobody does. */
export interface Patience {
  late: Promise<undefined>;
  stop(): void;
}

/** Comments keep a silent stream open from then on, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Events that show nothing of an answer. */
export const silent: ReadonlySet<AnswerEvent["type"]> = new Set(["queued", "start", "notice"]);

/**
 * Waits until something of the answer can be shown, so that a failure before it has a status and headers of its own,
 * by which clients ask again or not. Nobody waits longer than `patience`; a failure after that is told in the stream.
 * @throws whatever the events throw meanwhile
 */
export async function begin(events: AsyncIterable<AnswerEvent>, patience: () => Patience = timer): Promise<Begun> {
  const iterator = events[Symbol.asyncIterator]();
  const { late, stop } = patience();
  const first: AnswerEvent[] = [];
  let waiting: ReturnType<typeof iterator.next> | undefined;
  try {
    for (;;) {
      waiting ??= iterator.next();
      const next = await Promise.race([waiting, late]);
      if (next === undefined) break;
      waiting = undefined;
      if (next.done) break;
      first.push(next.value);
      if (!silent.has(next.value.type)) break;
    }
  } finally {
    stop();
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

function timer(): Patience {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timeout = setTimeout(resolve, PATIENCE_MS);
  return { late, stop: () => clearTimeout(timeout) };
}
