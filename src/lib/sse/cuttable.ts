/** Cuts a stream short, with a last chunk to tell why. */
export type Cut = (last: Uint8Array) => void;

/**
 * The same stream, which can be cut from outside; its source is then cancelled as if the reader had left. Nothing is
 * read ahead. `begin` is handed the cut and returns what to do when the stream is over, however it ended.
 */
export function cuttable(
  source: ReadableStream<Uint8Array>,
  begin: (cut: Cut) => () => void,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let finish = () => {};
  let isOver = false;
  const over = () => {
    isOver = true;
    finish();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        finish = begin((last) => {
          if (isOver) return;
          over();
          controller.enqueue(last);
          controller.close();
          void reader.cancel();
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          over();
          throw error;
        });
        if (isOver) return;
        if (value !== undefined) controller.enqueue(value);
        if (!done) return;
        over();
        controller.close();
      },
      async cancel(reason) {
        over();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
