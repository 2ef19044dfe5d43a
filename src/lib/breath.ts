/** How long work may go on before others have a turn, in ms. */
const TURN_MS = 8;

/**
 * For long work in small steps: called between two, it gives a promise to wait for when others should have their turn,
 * and nothing otherwise.
 */
export function createBreath(now: () => number = () => performance.now()): () => Promise<void> | undefined {
  let since = now();
  return () => {
    if (now() - since < TURN_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = now();
        resolve();
      });
    });
  };
}

/** Works on one thing after the other, with turns for others between them. */
export async function forEachInTurns<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  const breath = createBreath();
  for (const item of items) {
    work(item);
    const turn = breath();
    if (turn !== undefined) await turn;
  }
}
