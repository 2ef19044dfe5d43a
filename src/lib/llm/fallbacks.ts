/** For so long nobody asks again for what an upstream did not take. */
const memoryMs = 24 * 60 * 60_000;
/** Payers and models together; the oldest is forgotten first. */
const maxRemembered = 2000;

/** Who was asked for what: what one account cannot have, another may. */
export interface AskedOf {
  /** The payer's id. */
  payer: string;
  model: string;
}

/**
 * What upstreams were found not to take, by payer and model, so that a call does not run into the same refusal again.
 * `T` names what was not taken (hosted search, files, a form of tools, …). It lasts as long as the process, and a day.
 */
export interface Fallbacks<T extends string> {
  /** What is known not to be taken, in the order in which it was found. */
  known(asked: AskedOf): T[];
  remember(asked: AskedOf, what: Iterable<T>): void;
}

/** `nowMs` gives milliseconds since 1970. */
export function createFallbacks<T extends string>(nowMs: () => number): Fallbacks<T> {
  const untilOf = new Map<string, Map<T, number>>();
  const keyOf = ({ payer, model }: AskedOf) => JSON.stringify([payer, model]);

  return {
    known: (asked) =>
      [...(untilOf.get(keyOf(asked)) ?? [])].filter(([, untilMs]) => untilMs > nowMs()).map(([what]) => what),
    remember(asked, what) {
      const key = keyOf(asked);
      const found = untilOf.get(key) ?? new Map<T, number>();
      for (const one of what) if (!((found.get(one) ?? 0) > nowMs())) found.set(one, nowMs() + memoryMs);
      if (found.size === 0) return;
      untilOf.delete(key);
      untilOf.set(key, found);
      const [oldest] = untilOf.keys();
      if (untilOf.size > maxRemembered && oldest !== undefined) untilOf.delete(oldest);
    },
  };
}
