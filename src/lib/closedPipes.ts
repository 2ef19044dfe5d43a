/** Nobody reads any more: a pipe whose reader is gone, on Windows too, or a terminal that was closed. */
const readerIsGone: ReadonlySet<unknown> = new Set(["EPIPE", "EOF", "EIO"]);

/**
 * Lets a process outlive the readers of its output, which without a listener ends it with a stack. Other failures (a
 * full disk) are handed to `onFailure`, as often as a write fails.
 */
export function outliveReaders(
  streams: readonly NodeJS.WritableStream[],
  onFailure: (error: NodeJS.ErrnoException) => void = () => {},
): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (!readerIsGone.has(error.code)) onFailure(error);
    });
  }
}
