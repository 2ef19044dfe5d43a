/** The place that a piece of work has among those at work at once. */
export interface PoolPlace {
  /** Gives the place to another while this waits for something that nobody here works on. */
  leaveFor<T>(waiting: Promise<T>): Promise<T>;
}

/**
 * Works on 0 … count-1 in order, at most `limit` at once. Starts nothing more once `isStopped` says so, or after
 * something was thrown, which it throws when all that was at work has ended.
 */
export async function forEachLimited(
  count: number,
  limit: number,
  work: (index: number, place: PoolPlace) => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  let next = 0;
  /** Workers, those that wait for somebody else's answer among them or not. */
  let workers = 0;
  let busy = 0;
  let failure: { error: unknown } | undefined;
  const ended = Promise.withResolvers<void>();

  const isMore = () => next < count && failure === undefined && !isStopped();
  const place: PoolPlace = {
    leaveFor: async (waiting) => {
      busy--;
      startSome();
      try {
        return await waiting;
      } finally {
        busy++;
      }
    },
  };
  const worker = async (): Promise<void> => {
    // One that comes back from a wait may be one too many.
    while (isMore() && busy <= limit) {
      try {
        await work(next++, place);
      } catch (error) {
        failure ??= { error };
      }
    }
    busy--;
    if (--workers === 0) ended.resolve();
  };
  const startSome = (): void => {
    const missing = Math.min(limit - busy, count - next);
    for (let started = 0; started < missing && isMore(); started++) {
      workers++;
      busy++;
      // Not at once: each that waits starts another, which would be deeper by one call each time.
      queueMicrotask(() => void worker());
    }
  };

  startSome();
  if (workers > 0) await ended.promise;
  if (failure !== undefined) throw failure.error;
}
