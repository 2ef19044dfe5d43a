export interface Places {
  /** Resolves when one is free, first come first served; the answer leaves it. @throws the reason of an abort */
  take(signal?: AbortSignal): Promise<() => void>;
}

/** So many at once; the others wait. */
export function createPlaces(count: number): Places {
  let free = count;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) free++;
    else next();
  };

  const wait = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const go = () => {
        waiting.delete(go);
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        waiting.delete(go);
        reject(signal?.reason);
      };
      waiting.add(go);
      signal?.addEventListener("abort", stop, { once: true });
    });

  return {
    take: async (signal) => {
      if (free > 0) free--;
      else await wait(signal);
      return leave;
    },
  };
}
