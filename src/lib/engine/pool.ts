/**
 * Works on 0 … count-1 in order, at most `limit` at once. Starts nothing more once `isStopped` says so, or after
 * something was thrown, which it throws when all that was at work has ended.
 */
export async function forEachLimited(
  count: number,
  limit: number,
  work: (index: number) => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  let next = 0;
  let failure: { error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < count && failure === undefined && !isStopped()) {
      try {
        await work(next++);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
  if (failure !== undefined) throw failure.error;
}
